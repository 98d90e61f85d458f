/*
 * tampered.mjs - every table of the demo's year, changed behind the program's back: verify names each place
 *
 * In every table that has rows each column of one row is changed by the least there is (one more, one
 * byte, something for nothing); then one row of each is deleted, one put in, one moved to another record,
 * another id or another bureau; then the journal itself.  Each finding is looked for by ledger, record and
 * field, so that all changes of one kind are made at once and verify is asked once.
 *
 *     YIFA=build/yifa node --test test/http/tampered.mjs
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
let site, ledgers, tables;

/* Computed from what stands beside them: orders of names (`yifa check --search`); no entry speaks of them. */
const computed = ['name_order'];

const verify = () => JSON.parse(spawnSync(program, ['journal', 'verify', '--json', '--most', '100000', '--db', site.url],
	{ encoding: 'utf8', maxBuffer: 1 << 28, env: site.home }).stdout);

/* Rows of a question as objects. */
const rows = (text, names) => site.sql(text).split('\n').filter(Boolean).map(line => Object.fromEntries(line.split('|').map((v, i) => [names[i], v])));

/* Every table with its columns and their types, and the columns of its key. */
function catalogue() {
	const list = site.pg
		? rows("SELECT c.table_name, c.column_name, c.data_type, CASE WHEN k.column_name IS NULL THEN 0 ELSE 1 END FROM information_schema.columns c"
			+ ' LEFT JOIN information_schema.table_constraints t ON t.table_name = c.table_name AND t.constraint_type = \'PRIMARY KEY\' AND t.table_schema = c.table_schema'
			+ ' LEFT JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name AND k.column_name = c.column_name AND k.table_schema = c.table_schema'
			+ " WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position", ['table', 'column', 'type', 'key'])
		: rows("SELECT m.name, i.name, i.type, i.pk FROM sqlite_schema m, pragma_table_info(m.name) i WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
			['table', 'column', 'type', 'key']);
	const found = new Map();

	for (const { table, column, type, key } of list) {
		if (!found.has(table)) found.set(table, { columns: [], keys: [] });
		found.get(table).columns.push({ name: column, is: /bool/i.test(type) ? 'bool' : /int/i.test(type) ? 'int' : 'text' });
		if (+key) found.get(table).keys.push(column);
	}
	return found;
}

/* The least change of a value; of one in a key, to where nothing is. */
function changed({ name, is }, in_key = false) {
	const c = `"${name}"`;

	if (in_key && is === 'int') return `${c} + 100000`;
	if (is === 'bool') return `CASE WHEN ${c} IS TRUE THEN FALSE ELSE TRUE END`;
	if (is === 'int') return `COALESCE(${c} + 1, 1)`;
	return `CASE WHEN ${c} = '' OR ${c} IS NULL THEN 'x' WHEN substr(${c}, length(${c})) = '1' THEN substr(${c}, 1, length(${c}) - 1) || '2'`
		+ ` ELSE substr(${c}, 1, length(${c}) - 1) || '1' END`;
}

/* All of it or nothing; what was there before is put back by restore(). */
const all = list => site.sql(`BEGIN;${list.join(';\n')};COMMIT`);
const kept = table => `kept__${table}`;
const restore = () => all(tables.flatMap(({ table }) => [`DELETE FROM "${table}"`, `INSERT INTO "${table}" SELECT * FROM "${kept(table)}"`]));

/* A table of a ledger: the ledger, and what names a record in it. */
function placed(table) {
	const own = ledgers.find(l => l.key === table);
	const of = own ?? ledgers.filter(l => table.startsWith(`${l.key}_`)).sort((a, b) => b.key.length - a.key.length)[0];

	return of && { ledger: of.key, id: own ? 'id' : 'of', rest: own ? '' : table.slice(of.key.length + 1) };
}

before(async () => {
	site = await serve();
	ledgers = JSON.parse(spawnSync(program, ['ledgers', '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
	const candidates = [...catalogue()].map(([table, { columns, keys }]) => ({ table, columns, keys, ...placed(table) }))
		.filter(t => t.ledger && t.columns.some(c => c.name === t.id));
	const ids = rows(candidates.map(({ table, id }) => `SELECT '${table}', "${id}" FROM "${table}" GROUP BY "${id}" ORDER BY "${id}" LIMIT 12`).join(';'), ['table', 'id']);
	tables = candidates.map(t => ({ ...t, ids: ids.filter(i => i.table === t.table).map(i => i.id) })).filter(t => t.ids.length);
	all(tables.map(({ table }) => `CREATE TABLE "${kept(table)}" AS SELECT * FROM "${table}"`));
});
after(async () => { await site.stop(); });

test('untouched it is whole', () => {
	const { whole, findings } = verify();

	assert.equal(whole, true, JSON.stringify(findings));
	assert.ok(tables.length > 150, `${tables.length} tables have rows`);
});

/* The columns of a table beside its key: of a record all at once, as each is named; of its rows one in each of several records. */
const beside = ({ columns, keys, id }) => columns.filter(c => c.name !== 'org' && c.name !== id && !keys.includes(c.name) && !computed.includes(c.name));
const rounds = () => Math.max(...tables.filter(t => t.rest).map(t => Math.ceil(beside(t).length / t.ids.length)));

/* One row of a record: the first by the rest of its key. */
function one_row({ table, keys, id }, record) {
	const named = keys.filter(k => k !== 'org' && k !== id);

	return `WHERE "${id}" = ${record}${named.map(k => ` AND "${k}" = (SELECT MIN("${k}") FROM "${table}" WHERE "${id}" = ${record})`).join('')}`;
}

/* What was found of a record, by the name of the table's part that was changed. */
function named(findings) {
	const found = new Set(findings.map(f => `${f.ledger} ${f.record} ${f.field}`));

	return ({ ledger, rest }, record, column) => found.has(`${ledger} ${record} ${rest || column}`);
}

test('every column of one row of every table of a ledger', () => {
	let tried = 0;
	const missed = [];

	for (let round = 0; round < rounds(); round++) {
		const these = tables.flatMap(t => t.rest
			? beside(t).slice(round * t.ids.length, (round + 1) * t.ids.length).map((column, i) => ({ t, record: t.ids[i], columns: [column] }))
			: round ? [] : [{ t, record: t.ids[0], columns: beside(t) }]);

		all(these.map(({ t, record, columns }) => `UPDATE "${t.table}" SET ${columns.map(c => `"${c.name}" = ${changed(c)}`).join(', ')} ${one_row(t, record)}`));
		const is_named = named(verify().findings);
		for (const { t, record, columns } of these)
			for (const c of columns) {
				tried++;
				if (!is_named(t, record, c.name)) missed.push(`${t.table}.${c.name}`);
			}
		restore();
	}
	assert.equal(verify().whole, true, 'all of it is back');
	console.log(`# ${tried} columns of ${tables.length} tables changed, ${missed.length} not named`);
	assert.deepEqual(missed, []);
	assert.ok(tried > 4000);
});

/* Records first, then their rows: whom is told of must be that record, and of rows the table too. */
function everywhere(what, make, moved = 0n) {
	for (const these of [tables.filter(t => !t.rest), tables.filter(t => t.rest)]) {
		all(these.map(t => make(t, t.ids.at(-1))));
		const told = new Set(verify().findings.flatMap(f => [`${f.ledger} ${f.record} ${f.field}`, f.ledger]));
		const at = t => t.rest ? t.ids.at(-1) : BigInt(t.ids.at(-1)) + moved;
		const missed = these.filter(t => !told.has(`${t.ledger} ${at(t)} ${t.rest}`) && !(t.rest && told.has(t.table))).map(t => t.table);

		restore();
		assert.deepEqual(missed, [], what);
	}
}

const names = ({ columns }) => columns.map(c => `"${c.name}"`).join(', ');

/* The last row of a record once more, under a key that nobody has. */
function once_more(t, record) {
	const last = t.keys.filter(k => k !== 'org').at(-1);
	const one = column => column.name !== last ? `"${column.name}"` : column.is === 'int' ? `"${last}" + 1000` : `"${last}" || 'x'`;

	return `INSERT INTO "${t.table}" (${names(t)}) SELECT ${t.columns.map(one).join(', ')} FROM "${t.table}" ${one_row(t, record)}`;
}

test('a row deleted, in every table', () => everywhere('a deletion', (t, record) => `DELETE FROM "${t.table}" ${one_row(t, record)}`));
test('a row put in, in every table', () => everywhere('an insertion', once_more, 1000n));
test('a row moved to where nothing is', () => everywhere('another id', (t, record) => `UPDATE "${t.table}" SET "${t.id}" = "${t.id}" + 7 ${one_row(t, record)}`));
test('a row moved to another bureau', () => everywhere('another bureau', (t, record) => `UPDATE "${t.table}" SET org = 77 ${one_row(t, record)}`));

test('rows of a record that change places, in every table that has two of one record', () => {
	/* REFS and PICKS are sets: they have no order. */
	const numbered = tables.filter(t => t.rest && t.keys.includes('n'));
	const pairs = rows(numbered.map(t => `SELECT '${t.table}', of, MIN(n), MAX(n) FROM "${t.table}" WHERE of = (SELECT MIN(of) FROM (SELECT of FROM "${t.table}" GROUP BY of HAVING COUNT(*) > 1) AS x) GROUP BY of`).join(';'), ['table', 'of', 'a', 'b']);

	assert.ok(pairs.length > 60, `${pairs.length} tables`);
	all(pairs.flatMap(({ table, of, a, b }) => [[a, -1], [b, a], [-1, b]].map(([from, to]) => `UPDATE "${table}" SET n = ${to} WHERE of = ${of} AND n = ${from}`)));
	const { findings } = verify(), of = new Set(findings.map(f => `${f.ledger} ${f.record} ${f.field}`));
	restore();
	/* Two rows that say the same have changed nothing by changing places. */
	const same = ({ table, of: id, a, b }) => {
		const t = tables.find(one => one.table === table), rest = beside(t).map(c => `"${c.name}"`).join(', ');
		return site.sql(`SELECT COUNT(*) FROM (SELECT DISTINCT ${rest} FROM "${table}" WHERE of = ${id} AND n IN (${a}, ${b})) AS x`) === '1';
	};
	const missed = pairs.filter(p => { const t = placed(p.table); return !of.has(`${t.ledger} ${p.of} ${t.rest}`) && !same(p); });
	assert.deepEqual(missed.map(p => p.table), []);
});

/* ---- the journal itself ---- */

test('every byte of what an entry says: changed, it is named by its position', () => {
	const head = +site.sql('SELECT MAX(position) FROM journal WHERE org = 1'), length = 400;
	const first = head - length;
	const byte = i => `UPDATE journal SET body = substr(body, 1, ${i}) || CASE substr(body, ${i} + 1, 1) WHEN '1' THEN '2' ELSE '1' END || substr(body, ${i} + 2) WHERE org = 1 AND position = ${first + i} AND length(body) > ${i}`;
	const long = new Set(rows(`SELECT position, length(body) FROM journal WHERE org = 1 AND position >= ${first}`, ['position', 'n']).filter(r => +r.n > r.position - first).map(r => +r.position));

	site.sql(`CREATE TABLE kept__journal AS SELECT * FROM journal WHERE position >= ${first}`);
	all(Array.from({ length }, (_, i) => byte(i)));
	const told = new Set(verify().findings.map(f => f.position));
	all([`DELETE FROM journal WHERE position >= ${first}`, 'INSERT INTO journal SELECT * FROM kept__journal', 'DROP TABLE kept__journal']);
	assert.deepEqual([...long].filter(position => !told.has(position)), []);
	assert.ok(long.size > 150, `${long.size} bytes`);
	assert.equal(verify().whole, true);
});

/* Columns of entries and of personal values: one in each of several entries, told by their positions. */
test('every column of an entry and of a personal value is named by its position', () => {
	const types = catalogue(), list = [], positions = [];
	const at = site.sql('SELECT DISTINCT position FROM journal_personal ORDER BY position LIMIT 3').split('\n');
	const change = (table, column, position, more = '') => {
		positions.push([+position, `${table}.${column}`]);
		list.push(`UPDATE ${table} SET "${column}" = ${changed(types.get(table).columns.find(c => c.name === column))} WHERE org = 1 AND position = ${position}${more}`);
	};

	['at', 'day', 'actor', 'done_by', 'ledger', 'record', 'verb', 'from_state', 'to_state', 'origin'].forEach((c, i) => change('journal', c, 1000 + 10 * i));
	['field', 'salt', 'value'].forEach((c, i) => change('journal_personal', c, at[i], ` AND field = (SELECT MIN(field) FROM journal_personal WHERE position = ${at[i]})`));
	all(['journal', 'journal_personal'].map(table => `CREATE TABLE kept__${table} AS SELECT * FROM ${table}`));
	all(list);
	const told = new Set(verify().findings.map(f => f.position));
	all(['journal', 'journal_personal'].flatMap(table => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM kept__${table}`, `DROP TABLE kept__${table}`]));
	assert.deepEqual(positions.filter(([position]) => !told.has(position)), []);
});

/* A change that is undone by having the tables of the journal back as they were. */
const own = ['journal', 'journal_personal', 'journal_nodes', 'journal_heads', 'journal_head', 'journal_tree', 'journal_keys'];
const journals = [
	...['level', 'at', 'hash'].map(c => [`${c} of a node`, c, 'journal_nodes', 'level = 3 AND at = 17']),
	...['size', 'before', 'root', 'at', 'key', 'signature'].map(c => [`${c} of a head`, c, 'journal_heads', '1 = 1']),
	['position of the head', 'position', 'journal_head', '1 = 1'], ['size of the tree', 'size', 'journal_tree', '1 = 1'], ['the public key', 'public', 'journal_keys', '1 = 1'],
];
const whole = [
	['an entry taken out', 'DELETE FROM journal WHERE position = 500'],
	['an entry taken out, the rest moved up', 'DELETE FROM journal WHERE position = 500;UPDATE journal SET position = -position WHERE position > 500;UPDATE journal SET position = -position - 1 WHERE position < 0;UPDATE journal_head SET position = position - 1'],
	['two entries change places', 'UPDATE journal SET position = -1 WHERE position = 600;UPDATE journal SET position = 600 WHERE position = 601;UPDATE journal SET position = 601 WHERE position = -1'],
	['an entry put in at the end', 'INSERT INTO journal SELECT org, position + 1, at, day, actor, done_by, ledger, record, verb, from_state, to_state, body, origin FROM journal WHERE position = (SELECT MAX(position) FROM journal);UPDATE journal_head SET position = position + 1'],
	['the end cut off', 'DELETE FROM journal WHERE position > (SELECT position - 10 FROM journal_head WHERE org = 1)'],
	['the end cut off, with its head', 'DELETE FROM journal WHERE position > (SELECT position - 10 FROM journal_head WHERE org = 1);UPDATE journal_head SET position = position - 10'],
	['all of the journal emptied', own.map(t => `DELETE FROM ${t}`).join(';')],
];

test('nodes, heads and keys changed; entries taken out, put in, moved, cut off', () => {
	const types = catalogue();

	all(own.map(table => `CREATE TABLE kept__${table} AS SELECT * FROM ${table}`));
	const attempt = (what, text) => {
		all([text]);
		const { whole: is_whole, findings } = verify();
		all(own.flatMap(table => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM kept__${table}`]));
		assert.ok(!is_whole && findings.length, what);
	};
	/* On PostgreSQL a look at it all takes ten times as long, and the columns were compared one by one on SQLite. */
	for (const [what, column, table, where] of site.pg ? journals.filter((j, i) => j[2] !== journals[i - 1]?.[2]) : journals) {
		const { columns, keys } = types.get(table);
		attempt(what, `UPDATE ${table} SET "${column}" = ${changed(columns.find(c => c.name === column), keys.includes(column))} WHERE ${where}`);
	}
	for (const [what, text] of whole) attempt(what, text);
	assert.equal(verify().whole, true);
});
