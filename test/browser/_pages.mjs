/*
 * _pages.mjs - one address of every kind of page, by who opens it, on a site of _serve.mjs
 *
 *     for (const [name, paths] of Object.entries(await pages(site))) …
 *
 * What a page shows is made first where the demo year has none: an import that was looked over and
 * one that was taken.
 */

async function first(who, ledger, query = 'view=all') {
	return (await who.json(`/${ledger}.json?${query}`)).body.records[0].id;
}

async function upload(who, ledger, text, name = 'org.csv') {
	const body = new FormData();

	body.set('csrf', await who.token());
	body.set('mode', 'live');
	body.set('file', new Blob([text]), name);
	return (await who.ask(`/${ledger}/import`, { method: 'POST', body })).headers.get('location');
}

/* Follows a job until it is over or waits for a word. */
async function settled(who, path) {
	for (let i = 0; i < 500; i++) {
		const { body } = await who.json(path);

		if (!['waiting', 'running'].includes(body.state)) return body;
		await new Promise(done => setTimeout(done, 20));
	}
	throw new Error(`${path} does not end`);
}

/* What may be done with a record, as forms; those with rows among them. */
async function forms(who, ledger, query) {
	const record = (await who.json(`/${ledger}/${await first(who, ledger, query)}`)).body;

	return record.acts.filter(a => a.may).map(a => `/${ledger}/${record.id}/${a.verb}`);
}

/* An import that waits for its word, one that cannot be, one with twenty faults, one that is done. */
async function imports(who) {
	const [good, bad, worse, done] = [await upload(who, 'org', 'name,kind\n外协单位甲,other\n外协单位乙,other\n'),
		await upload(who, 'org', 'name,kind\n,other\n外协单位丙,nothing\n'),
		await upload(who, 'org', `name,kind\n${',nothing\n'.repeat(20)}`), await upload(who, 'org', 'name,kind\n外协单位丁,other\n')];
	const looked = [];

	for (const path of [good, bad, worse, done]) looked.push(await settled(who, path));
	await who.post(`${done}/confirm`, { sm3: looked[3].sm3 });
	const { result } = await settled(who, done);
	return [`/imports/${result.answer.batch}`, done, good, bad, worse, done.replace('/org/import', '/jobs')];
}

export async function pages(site) {
	const [legal, secretary, officer] = await Promise.all(['legal', 'secretary', 'officer'].map(n => site.sign_in(n)));
	const at = `/case/${await first(legal, 'case')}`, operator = `/operator/${await first(legal, 'operator')}`, person = `/person/${await first(legal, 'person')}`;
	const clock = (await legal.get(at)).text.match(/\/case\/\d+\/clock\/\w+/)?.[0] ?? at;
	const account = (await (await site.sign_in('system')).get('/admin')).text.match(/\/admin\/account\/\d+/)[0];

	return {
		legal: ['/', '/anomalies', '/money?year=2024', '/double-publicity?year=2024', '/?scope=mine', '/ledgers', '/case?view=all', '/case?view=all&state=nothing-here', '/hazard', '/person?view=all', at, `${at}/amend`, `${at}/amend?fields=facts`,
			`${at}/related`, `${operator}/related`, operator, '/norm_doc/new', '/law', '/law/info-answer', '/styleguide',
			'/figure/case.total?year=2024', '/report/annual/2024', '/report/enforcement/2024', '/report/disclosure/2024', '/numbers', '/numbers?year=2024', '/report/annual/2024/text?section=1', '/nothing-here',
			'/account', '/account/totp', '/tokens', '/imports', '/jobs', '/notices', '/journal/1', `${at}/journal`, `${at}/why/decide`, `${at}/unmask`,
			`${at}/print`, '/case/export', `${at}/files`, clock, '/search', '/search?q=%E6%96%87%E5%8C%96', '/search?q=zzzz', person, '/admin', '/hotline/import'],
		secretary: ['/org/import', ...await imports(secretary), '/imports', '/jobs', '/notices', '/org?view=all'],
		officer: ['/', '/case/new/propose', '/inspection', '/case?view=open', ...await forms(officer, 'case', 'view=open&state=investigating'), ...await forms(officer, 'case', 'view=open&state=decided')],
		head: [`${person}/in-hand`, `${at}/erase`, '/?scope=section', '/report/annual/2024'],
		system: ['/', '/admin', account, '/admin/deputies', '/admin/sessions', '/admin/settings', '/hooks'],
		security: ['/admin', account, '/admin/deputies', '/admin/settings'],
		audit: ['/admin', '/admin/journal', '/journal', '/journal/1', '/admin/sessions'],
	};
}
