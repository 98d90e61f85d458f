/*
 * key.js - a form that a security key answers
 *
 * <form data-key="create|get" action="…"> with hidden fields client, auth, signature, credential: what
 * is asked comes of POST /account/key/ask, what the key answered is put into the fields, and the form
 * goes its way as any form.  [data-say] tells what went wrong.  ES2017, no dependency.
 */
(function () {
	'use strict';

	var why = {
		NotAllowedError: '没有完成：取消了，或者等得太久。请再试一次。',
		InvalidStateError: '这个安全密钥已经登记过。',
		NotSupportedError: '这个安全密钥不能用在这里。',
		SecurityError: '这个网址不能使用安全密钥。'
	};

	function bytes(text) {
		return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), function (c) { return c.charCodeAt(0); });
	}
	function text(buffer) {
		return btoa(String.fromCharCode.apply(null, new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
	}
	function known(id) { return { type: 'public-key', id: bytes(id) }; }

	function create(q) {
		return navigator.credentials.create({ publicKey: {
			challenge: bytes(q.challenge), rp: { id: q.rp, name: '法治政府建设平台' },
			user: { id: bytes(q.user), name: q.name, displayName: q.name },
			pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -8 }],
			authenticatorSelection: { userVerification: 'required' }, attestation: 'none',
			excludeCredentials: q.keys.map(known), timeout: 120000
		} });
	}
	function get(q) {
		return navigator.credentials.get({ publicKey: {
			challenge: bytes(q.challenge), rpId: q.rp, allowCredentials: q.keys.map(known),
			userVerification: 'required', timeout: 120000
		} });
	}

	async function ask(form) {
		var csrf = form.elements.csrf ? form.elements.csrf.value : '';
		var answer = await fetch('/account/key/ask', { method: 'POST', credentials: 'same-origin',
			headers: { accept: 'application/json', 'X-CSRF-Token': csrf } });
		var body = await answer.json();

		if (!answer.ok)
			throw new Error(body.refusals && body.refusals.length ? body.refusals[0].say + (body.refusals[0].way || '') : body.title || '没有办成。');
		return body;
	}

	async function run(form) {
		var made = form.dataset.key === 'create', q = await ask(form), c = await (made ? create(q) : get(q)), r = c.response;

		form.elements.client.value = text(r.clientDataJSON);
		form.elements.auth.value = text(made ? r.getAuthenticatorData() : r.authenticatorData);
		form.elements.signature.value = made ? '' : text(r.signature);
		form.elements.credential.value = c.id;
		form.submit();
	}

	document.querySelectorAll('form[data-key]').forEach(function (form) {
		var say = form.querySelector('[data-say]');

		if (form.dataset.ready)
			return;
		form.dataset.ready = '1';
		form.addEventListener('submit', function (e) {
			e.preventDefault();
			if (!window.PublicKeyCredential) {
				say.textContent = '这个浏览器不能使用安全密钥。';
				return;
			}
			say.textContent = '请按提示使用安全密钥……';
			run(form).catch(function (x) { say.textContent = why[x.name] || x.message; });
		});
	});
})();
