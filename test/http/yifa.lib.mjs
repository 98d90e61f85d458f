// yifa.lib.mjs - runs the program as people do: $YIFA, a folder of its own, words, exit code
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync, cpSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
export const program = process.env.YIFA ? resolve(process.env.YIFA) : join(root, 'build/yifa')

// A folder with a database that is made by the first command that may.
export class Place {
	constructor() {
		this.dir = mkdtempSync(join(tmpdir(), 'yifa-cli-'))
		this.db = 'sqlite:' + join(this.dir, 'yifa.db')
		process.on('exit', () => rmSync(this.dir, { recursive: true, force: true }))
	}

	path(name) {
		return join(this.dir, name)
	}

	// Writes a file; a string of CSV may be indented as the test is.
	file(name, text) {
		const path = this.path(name)
		writeFileSync(path, typeof text === 'string' ? text.replace(/^[ \t]+/gm, '').trimStart() : text)
		return path
	}

	run(...words) {
		const env = { ...process.env, LC_ALL: 'C.UTF-8' }
		delete env.YIFA_DB
		delete env.YIFA_USER
		const r = spawnSync(program, [...words, '--db', this.db], { encoding: 'utf8', env, maxBuffer: 1 << 28 })
		return { code: r.status, out: r.stdout, err: r.stderr }
	}

	json(...words) {
		const r = this.run(...words, '--json')
		let value
		try {
			value = JSON.parse(r.out)
		} catch {
			value = undefined
		}
		return { ...r, value }
	}

	// Of a file under another name, for a test that changes it.
	copyOf(other) {
		cpSync(other.path('yifa.db'), this.path('yifa.db'))
		return this
	}
}
