/*
 * offers.mjs - from another record to a case in one step, its facts carried over; what stands beside a case
 *
 *     YIFA=build/yifa node --test test/http/offers.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, officer, clerk, visit;

before(async () => {
	site = await serve();
	officer = await site.sign_in('officer');
	clerk = await site.sign_in('clerk');
	for (const brief of (await officer.json('/inspection?view=all&size=20')).body.records)
		if (!visit?.fields.date)
			visit = (await officer.json(brief.href)).body;
});
after(() => site?.stop());

test('an inspection offers a case: a button on its page, a way in its JSON', async () => {
	const whole = (await officer.json(`/inspection/${visit.id}`)).body;
	const offer = whole.offers.find(o => o.ledger === 'case');
	assert.equal(offer.verb, 'propose');
	assert.equal(offer.href, `/case/new/propose?carry=inspection.${visit.id}`);
	const page = (await officer.get(`/inspection/${visit.id}`)).text;
	assert.match(page, new RegExp(`href="/case/new/propose\\?carry=inspection\\.${visit.id}">立案呈批`));
});

test('the form holds what was carried, and only that', async () => {
	const page = (await officer.get(`/case/new/propose?carry=inspection.${visit.id}`)).text;
	assert.match(page, /已带入“行政检查 /);
	assert.match(page, new RegExp(`action="/case/new/propose\\?carry=inspection\\.${visit.id}"`));
	assert.match(page, /<option value="inspection" selected>行政检查/);
	assert.match(page, new RegExp(`<input[^>]*value="${visit.fields.date}"[^>]* name="act_on"|name="act_on"[^>]*value="${visit.fields.date}"|value="${visit.fields.date}" id="f-act_on"`));
	assert.doesNotMatch((await officer.get('/case/new/propose')).text, /已带入/);
});

test('through the API the facts need not be sent again; what is sent stands', async () => {
	const made = await officer.post_json(`/case/new/propose?carry=inspection.${visit.id}`, { facts: '接纳未成年人' });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const one = (await officer.json(`${made.body.href}`)).body;
	assert.equal(one.fields.facts, '接纳未成年人');
	assert.equal(one.fields.source, 'inspection');
	assert.equal(one.fields.act_on, visit.fields.date);
	assert.equal(String(one.fields.came_from), String(visit.id));
	assert.equal(one.fields.parties.length, 1);
	assert.equal(String(one.fields.parties[0].operator), String(visit.fields.operator));
});

test('who may not take the step is offered nothing, and a record that is not there carries nothing', async () => {
	const leader = await site.sign_in('leader');
	const seen = await leader.json(`/inspection/${visit.id}`);
	assert.deepEqual(seen.body.offers, []);
	assert.doesNotMatch((await officer.get('/case/new/propose?carry=inspection.1')).text, /已带入/);
	assert.doesNotMatch((await officer.get('/case/new/propose?carry=nothing')).text, /已带入/);
});

test('beside a case stand its like: how many, the least, the middle, the most, on the page and in JSON', async () => {
	const head = await site.sign_in('head');
	let found, one;
	for (const brief of (await head.json('/case?view=all&size=50')).body.records) {
		const whole = (await head.json(brief.href)).body;
		const same = whole.asides.find(a => a.key === 'same_item');
		if (same.count > 1) {
			found = same;
			one = whole;
			break;
		}
	}
	assert.deepEqual(one.asides.map(a => a.key), ['to_review', 'to_discuss', 'tiers', 'fitting', 'same_tier', 'same_item', 'prior', 'suspensions']);
	assert.ok(Number(found.least) <= Number(found.median) && Number(found.median) <= Number(found.most));
	assert.ok(found.records.length > 0 && found.records.every(href => /^\/case\/\d+$/.test(href)));
	const page = (await head.get(one.href)).text;
	assert.match(page, new RegExp(`近年同一事项的罚款：${found.count} 笔`));
	const yuan = text => `${Number(text).toLocaleString('en-US', { minimumFractionDigits: 2 })} 元`;
	assert.ok(page.includes(`最低 ${yuan(found.least)}，中位 ${yuan(found.median)}，最高 ${yuan(found.most)}`));
});

test('cards beside a case: the party with what its file says, each officer with the last day of the certificate; the same under the title and in the list', async () => {
	const brief = (await officer.json('/case.json?view=open&size=20')).body.records.find(c => c.fields.power_item && c.fields.parties[0].operator);
	const whole = (await officer.json(brief.href)).body, [party] = whole.fields.parties;
	const venue = (await officer.json(`/operator/${party.operator}`)).body;
	const page = (await officer.get(brief.href)).text;
	const card = key => page.slice(page.indexOf(`id="card-${key}"`)).split('</section>')[0];
	assert.ok(card('parties').includes(`<a href="/operator/${venue.id}">${venue.fields.name}</a>`));
	assert.match(card('parties'), /<dt>信用等级<\/dt><dd>[ABCD]级<\/dd>/);
	assert.doesNotMatch(card('parties'), new RegExp(venue.fields.uscc), 'a code stays masked');
	assert.equal(card('officers').match(/<dt>证件有效期的最后一日<\/dt><dd>\d{4}-\d\d-\d\d/g).length, whole.fields.officers.length);
	const head = page.slice(page.indexOf('class="meta"')).split('</div>')[0];
	assert.match(head, /程序 <b>/);
	assert.match(head, /权责事项 <b><a href="\/power_item\//);
	const list = (await officer.get('/case?view=open')).text;
	assert.ok(list.includes(`title="${venue.fields.name}"`));
	assert.match(list, /<th scope="col">当事人<\/th>/);
	assert.equal(list.match(/class="btn btn-p" data-new/g).length, 1, 'one of the ways to begin stands out');
});

test('what an operator is known for stands on its page and above its file, also that nothing is', async () => {
	const brief = (await officer.json('/case.json?view=all&size=60')).body.records.find(c => c.fields.ending === 'penalty' && c.fields.parties[0].operator && c.fields.decided_on > '2024-01-01');
	const at = `/operator/${brief.fields.parties[0].operator}`;
	const { asides } = (await officer.json(at)).body, found = key => asides.find(a => a.key === key);
	assert.ok(found('prior').count >= 1);
	assert.ok(found('prior').records.includes(brief.href));
	for (const path of [at, `${at}/related`]) {
		const page = (await officer.get(path)).text, card = page.slice(page.indexOf('id="asides"')).split('</section>')[0];
		assert.match(card, new RegExp(`两年内的处罚：${found('prior').count} 次`));
		for (const a of asides.filter(a => !a.count)) assert.match(card, new RegExp(`没有查到：[^<]*${a.label}`));
	}
});

/* What each ledger carries into a case: its field, and that of the case. */
const carried = {
	hazard: { facts: 'facts', found_on: 'found_on' },
	hotline: { subject: 'facts', received_on: 'found_on' },
	petition: { subject: 'facts', received_on: 'found_on' },
	referral: { grounds: 'facts', reported_on: 'found_on' },
};

async function referred(who) {
	const [from, to] = (await who.json('/org?view=all&size=50')).body.records.slice(-2).map(r => r.id);
	const made = await who.post_json('/referral/new/propose', { kind: 'jurisdiction', from, to, grounds: '在本区经营，移送管辖', reported_on: '2024-12-20' });
	assert.equal(made.status, 201, JSON.stringify(made.body));
}

for (const [ledger, fields] of Object.entries(carried))
	test(`${ledger}: its facts stand in the form of a case, and the case names where it came from`, async () => {
		const who = await site.sign_in('chief'), head = await site.sign_in('head');
		const team = (await head.json('/officer?view=all&size=50')).body.records.slice(-2).map(r => r.id);
		let from;
		if (ledger === 'referral') /* the demo has none from elsewhere                          */
			await referred(who);
		for (const brief of (await who.json(`/${ledger}?view=all&size=50`)).body.records)
			if (!from) {
				const whole = (await who.json(brief.href)).body;
				if (whole.offers?.some(o => o.ledger === 'case'))
					from = whole;
			}
		assert.ok(from, `no ${ledger} of the demo offers a case`);
		const href = from.offers.find(o => o.ledger === 'case').href;
		const page = (await who.get(href)).text;
		assert.match(page, /已带入“/);
		const made = await who.post_json(href, { procedure: 'ordinary', officers: team,
			...(from.fields.operator ? {} : { parties: [{ kind: 'organisation', name: '某店' }] }) });
		assert.equal(made.status, 201, JSON.stringify(made.body));
		const one = (await head.json(made.body.href)).body.fields;
		for (const [theirs, mine] of Object.entries(fields))
			assert.equal(one[mine], from.fields[theirs], `${theirs} → ${mine}`);
		assert.equal(String(one.came_from), String(from.id));
		if (from.fields.operator)
			assert.equal(String(one.parties[0].operator), String(from.fields.operator));
	});
