// kill - what was acknowledged is on disk, whatever ends the process
//
//     node --test test/fault/kill.mjs         KILLS=1000 for more than twenty
//
// fault-writer (writer.c) stands beside the program in the build folder.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";

const writer = join(dirname(resolve(process.env.YIFA ?? "build/yifa")), "fault-writer");
const program = resolve(process.env.YIFA ?? "build/yifa");
const kills = Number(process.env.KILLS ?? 20);
let folder, acks;

before(() => {
	folder = mkdtempSync(join(tmpdir(), "yifa-kill-"));
	acks = join(folder, "acks");
});
after(() => rmSync(folder, { recursive: true, force: true }));

const url = name => "sqlite:" + join(folder, name);

// Starts a writer whose acknowledgements go to the end of a file.
function start(name, ...args) {
	const out = openSync(acks, "a");
	const child = spawn(writer, [url(name), ...args], { stdio: ["ignore", out, "inherit"] });
	closeSync(out);
	return child;
}

const ended = child => new Promise(done => child.once("exit", (code, signal) => done({ code, signal })));
const size = path => { try { return statSync(path).size; } catch { return 0; } };
const pause = ms => new Promise(done => setTimeout(done, ms));

// Waits for the thing: the file has grown, or the writer has ended by itself.
async function grown(child, from) {
	while (size(acks) <= from && child.exitCode === null)
		await pause(5);
	assert.ok(size(acks) > from, "the writer ended before it wrote");
}

function check(name, file) {
	const got = spawnSync(writer, [url(name), "check", ...(file ? [file] : [])], { encoding: "utf8" });
	assert.equal(got.status, 0, got.stdout.slice(0, 4000) + got.stderr);
	const [, records, steps] = /(\d+) records (\d+) steps/.exec(got.stdout);
	return { records: Number(records), steps: Number(steps) };
}

// The journal has no gap, and every row is what its entries say.  The writer's clock is a story's: --today.
function verified(name) {
	const got = spawnSync(program, ["journal", "verify", "--json", "--today", "2024-06-01", "--db", url(name)], { encoding: "utf8", maxBuffer: 1 << 28 });
	return JSON.parse(got.stdout);
}

test(`killed ${kills} times: every acknowledged step is there and nothing is half done`, async () => {
	let last = 0;
	for (let n = 0; n < kills; n++) {
		const from = size(acks), child = start("steps.db", "steps", String([1, 4, 16][n % 3]));
		await grown(child, from);
		await pause(Math.random() * 150);
		child.kill("SIGKILL");
		assert.equal((await ended(child)).signal, "SIGKILL");
		if (n % Math.ceil(kills / 20) === 0 || n === kills - 1) {
			const { steps } = check("steps.db", acks);
			assert.ok(steps > last, "work went on");
			last = steps;
		}
	}
	const taken = readFileSync(acks, "utf8").split("\n").filter(line => line.startsWith("ack ")).length;
	assert.ok(last >= taken, `${taken} acknowledged, ${last} there`);
	assert.deepEqual(verified("steps.db").findings, []);
});

test("killed in the middle of a transaction of 5,000 steps: nothing of it is there", async () => {
	execFileSync(writer, [url("group.db"), "once"]);
	const before = check("group.db");
	const child = spawn(writer, [url("group.db"), "group", "5000"], { stdio: ["ignore", "pipe", "inherit"] });
	await new Promise(done => child.stdout.once("data", done));
	child.kill("SIGKILL");
	await ended(child);
	assert.deepEqual(check("group.db"), before);
	assert.deepEqual(verified("group.db").findings, []);
	execFileSync(writer, [url("group.db"), "once"]);
	assert.equal(check("group.db").records, before.records + 1);
});

test("files may not grow: faults, nothing acknowledged is lost; afterwards work goes on", () => {
	const out = execFileSync(writer, [url("full.db"), "full", "4"], { encoding: "utf8", maxBuffer: 1 << 28 });
	const file = join(folder, "full.acks");
	assert.match(out, /^faults [1-9]/m);
	assert.match(out, /^faults afterwards 0$/m);
	writeFileSync(file, out);
	check("full.db", file);
});

test("a second process is refused with words while the first writes, and may when it has ended", async () => {
	const from = size(acks), child = start("two.db", "steps", "2");
	await grown(child, from);
	const got = spawnSync(writer, [url("two.db"), "once"], { encoding: "utf8" });
	assert.equal(got.status, 1);
	assert.equal(got.stdout.trim(),
		`另一个程序（进程${child.pid}）正在写这个数据库。请先停止它，或者通过它来办理。`);
	assert.equal(child.exitCode, null);
	child.kill("SIGKILL");
	await ended(child);
	assert.equal(spawnSync(writer, [url("two.db"), "once"], { encoding: "utf8" }).stdout.trim(), "taken");
	check("two.db");
});
