// simulator.mjs - the 12345 platform of the district, as far as a bureau sees it
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const KINDS = ['咨询', '投诉', '举报', '建议', '求助'], TITLES = ['广场舞噪声扰民', '图书馆开放时间', '网吧接纳未成年人', '景区停车收费', '演出退票']

export class Platform {
	// base, token: of the bureau; day: on which its tickets come
	constructor(base, token, day) {
		Object.assign(this, { base, token, day, replies: [] })
	}

	ticket(n) {
		return { number: `Q12345-${this.day.replaceAll('-', '')}-${String(n).padStart(4, '0')}`, type: KINDS[n % KINDS.length], title: TITLES[n % TITLES.length],
			caller: '王某', phone: '13900000000', received_at: `${this.day}T08:${String(n % 60).padStart(2, '0')}`, region: '120116', street: '胡家园' }
	}

	async send(message, source = '12345') {
		const answer = await fetch(`${this.base}/api/upstream/${source}`, { method: 'POST', body: typeof message === 'string' ? message : JSON.stringify(message),
			headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' } })
		const text = await answer.text()

		return { status: answer.status, text, body: JSON.parse(text) }
	}

	// Hears of replies; `secret` is set once the hook is made.
	async listen() {
		this.server = createServer(async (req, res) => {
			let body = ''
			for await (const part of req) body += part
			const [how, code] = (req.headers['yifa-signature'] ?? '=').split('=')
			const mine = createHmac(how === 'sha256' ? how : 'sm3', this.secret ?? '').update(`${req.headers['yifa-timestamp']}.${body}`).digest()
			const ok = code.length === 64 && timingSafeEqual(mine, Buffer.from(code, 'hex'))

			if (ok) this.replies.push(JSON.parse(body))
			res.writeHead(ok ? 204 : 401).end()
			this.wake?.()
		})
		this.server.listen(0, '127.0.0.1')
		await once(this.server, 'listening')
		return `http://127.0.0.1:${this.server.address().port}/replies`
	}

	async reply_of(id) {
		for (;;) {
			const found = this.replies.find(r => r.id === id)
			if (found) return found
			await new Promise(wake => { this.wake = wake })
		}
	}

	close() {
		this.server?.close()
		this.server?.closeAllConnections()
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const [base, token, n = '10'] = process.argv.slice(2), platform = new Platform(base, token, new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }))

	for (let i = 0; i < +n; i++) {
		const answers = [await platform.send(platform.ticket(i)), await platform.send(platform.ticket(i))]
		console.log(platform.ticket(i).number, ...answers.map(a => a.status), answers[0].body.number ?? answers[0].text)
	}
}
