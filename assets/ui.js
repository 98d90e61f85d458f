/*
 * ui.js - keys, selection and small conveniences over complete pages
 *
 * Every page works without it.  Partial updates are htmx's; here are only the keyboard of lists, the batch
 * bar, layers that close, the bar that shows waiting, and where the focus goes after a swap.
 * ES2017, no modules, no dependency.  assets/README.md lists what a page must carry.
 */
(function () {
	'use strict';

	var doc = document, last = -1, timers = [];

	function $(sel, root) { return (root || doc).querySelector(sel); }
	function all(sel, root) { return [].slice.call((root || doc).querySelectorAll(sel)); }

	function typing(el) {
		return el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName)
			|| (el.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test(el.type));
	}

	/* ---------- lists: #ledger, one checkbox in the first cell of a row, #bulk ---------- */

	function rows() {
		var t = $('#ledger');
		return t && t.tBodies[0] ? [].slice.call(t.tBodies[0].rows) : [];
	}
	function box(row) { return row.cells[0] && $('input[type=checkbox]', row.cells[0]); }
	function current(list) { return list.findIndex(function (r) { return r.classList.contains('cur'); }); }

	function move(by) {
		var list = rows(), at = current(list), to;

		if (!list.length)
			return;
		to = Math.max(0, Math.min(list.length - 1, at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by));
		list.forEach(function (r) { r.classList.remove('cur'); });
		list[to].classList.add('cur');
		list[to].tabIndex = -1;
		list[to].focus({ preventScroll: true });
		list[to].scrollIntoView({ block: 'nearest' });
	}

	function check(row, on) { var b = box(row); if (b && !b.disabled) b.checked = on; }

	function sync() {
		var list = rows(), bulk = $('#bulk'), head = $('#ledger thead input[type=checkbox]'), n = 0, m = 0;

		list.forEach(function (r) {
			var b = box(r);
			r.classList.toggle('seld', !!(b && b.checked));
			if (b) { m++; if (b.checked) n++; }
		});
		if (head) { head.checked = m > 0 && n === m; head.indeterminate = n > 0 && n < m; }
		if (bulk) {
			var whole = $('input[name=all]', bulk), every = whole && whole.checked;
			bulk.hidden = !n && !every;
			if ($('b', bulk)) $('b', bulk).textContent = every ? '已选全部' : '已选 ' + n + ' 件';
		}
	}

	function clear() { rows().forEach(function (r) { check(r, false); r.classList.remove('cur'); }); last = -1; sync(); }

	function select(e) {
		var list = rows(), row = e.target.closest('tr'), at = list.indexOf(row), i;

		if (at < 0)
			list.forEach(function (r) { check(r, e.target.checked); });
		else {
			if (e.shiftKey && last >= 0)
				for (i = Math.min(at, last); i <= Math.max(at, last); i++)
					check(list[i], e.target.checked);
			last = at;
		}
		sync();
	}

	function open(tab) {
		var list = rows(), at = current(list), a = at >= 0 && $('a[href]', list[at]);

		if (a && tab)
			window.open(a.href, '_blank', 'noopener');
		else if (a)
			location.href = a.href;
		return !!a;
	}

	/* ---------- layers: [data-layer] closes by [data-close], Escape, and gives the focus back ---------- */

	var opener = null;

	function show(el) {
		opener = doc.activeElement;
		el.hidden = false;
		var f = $('[autofocus],input,button,a[href]', el);
		if (f) f.focus();
	}

	function close(el) {
		if (el.hasAttribute('data-empty'))
			el.textContent = '';
		el.hidden = true;
		if (opener && doc.contains(opener)) opener.focus();
		opener = null;
	}

	function top_layer() { return all('[data-layer]').filter(function (el) { return !el.hidden; }).pop(); }

	function escape() {
		var side = $('.side.open'), layer = top_layer();

		var pop = $('details.pop[open]');

		if (pop) { pop.open = false; $('summary', pop).focus(); }
		else if (layer) close(layer);
		else if (side) side.classList.remove('open');
		else if (rows().length) clear();
	}

	/* ---------- the form of chips: the control of the value fits its field ---------- */

	function fit_chip(form) {
		var pick = form.elements.chip, value = form.elements.value, o = pick.options[pick.selectedIndex];

		if (!o) return;
		value.type = o.getAttribute('data-kind') === 'date' ? 'date' : 'text';
		if (o.getAttribute('data-kind') === 'pick') value.setAttribute('list', 'chip-' + o.value);
		else value.removeAttribute('list');
	}

	doc.addEventListener('change', function (e) {
		if (e.target.name === 'chip' && e.target.form) fit_chip(e.target.form);
	});

	/* ---------- keys ---------- */

	function follow(sel) { var a = $(sel); if (a) a.click(); return !!a; }
	function focus(sel) { var el = $(sel); if (el) { el.focus(); if (el.select) el.select(); } return !!el; }

	function with_control(e, key) {
		var form = e.target.form || (e.target.closest && e.target.closest('form'));

		if (key === 'k') return focus('[data-cmd]') || follow('a[data-cmd-link]');
		if (key === 's') return follow('[data-draft]');
		if (key === 'enter' && form && typing(e.target)) {
			var b = $('[type=submit].btn-p,[type=submit]', form);
			if (b) b.click();
			return !!b;
		}
		if (key === 'enter') return open(true);
		return false;
	}

	function single(key, e) {
		var list = rows(), at = current(list);

		switch (key) {
		case '/': return focus('[data-first]') || focus('[data-cmd]');
		case '?': var k = $('#keys'); if (k) show(k); return !!k;
		case 'c': return follow('a[data-new]');
		case 'e': return follow('a[data-edit]');
		case 'j': case 'arrowdown': if (list.length) move(1); return list.length > 0;
		case 'k': case 'arrowup': if (list.length) move(-1); return list.length > 0;
		case 'x': if (at >= 0 && box(list[at])) { check(list[at], !box(list[at]).checked); last = at; sync(); return true; } return false;
		case 'enter': return !e.target.closest('a,button,summary') && e.target.type !== 'checkbox' && open(false);
		}
		return false;
	}

	doc.addEventListener('keydown', function (e) {
		var key = (e.key || '').toLowerCase();

		if (e.isComposing || e.defaultPrevented)
			return;
		if (key === 'escape') { escape(); return; }
		if ((e.ctrlKey || e.metaKey) && !e.altKey) {
			if (with_control(e, key)) e.preventDefault();
			return;
		}
		if (e.altKey || typing(e.target) || top_layer())
			return;
		if (doc.body.getAttribute('data-keys') === 'off' && /^[a-z/?]$/.test(key))
			return;
		if (single(key, e)) e.preventDefault();
	});

	/* ---------- clicks ---------- */

	doc.addEventListener('click', function (e) {
		var el = e.target.closest ? e.target : e.target.parentElement, a;

		if (!el)
			return;
		all('details.pop[open]').forEach(function (d) { if (!d.contains(el)) d.open = false; });
		if (el.type === 'checkbox' && el.closest('#bulk')) { sync(); return; }
		if (el.type === 'checkbox' && el.closest('#ledger')) { select(e); return; }
		if ((a = el.closest('[data-close]'))) { e.preventDefault(); close(a.closest('[data-layer]') || a.parentElement); }
		else if ((a = el.closest('[data-show]'))) { e.preventDefault(); if ($(a.getAttribute('data-show'))) show($(a.getAttribute('data-show'))); }
		else if ((a = el.closest('[data-menu]'))) { e.preventDefault(); $('.side').classList.toggle('open'); }
		else if (el.closest('[data-print]')) { e.preventDefault(); window.print(); }
		else if ((a = el.closest('[data-copy]')) && navigator.clipboard) { e.preventDefault(); navigator.clipboard.writeText(a.getAttribute('data-copy')); }
		else if ((a = el.closest('[data-row-add]'))) { e.preventDefault(); add_row($(a.getAttribute('data-row-add'))); }
		else if ((a = el.closest('[data-row-drop]'))) { e.preventDefault(); drop_row(a.closest('tr')); }
	});

	/* ---------- small tables in forms: a <template> holds the next row, its names bear {n} ---------- */

	function add_row(table) {
		var t = table && $('template', table), n, holder;

		if (!t)
			return;
		n = +(table.getAttribute('data-next') || table.tBodies[0].rows.length);
		table.setAttribute('data-next', n + 1);
		holder = doc.importNode(t.content, true);
		all('[name],[id],[for],[aria-labelledby]', holder).forEach(function (el) {
			['name', 'id', 'for', 'aria-labelledby'].forEach(function (at) {
				if (el.hasAttribute(at)) el.setAttribute(at, el.getAttribute(at).replace('{n}', n));
			});
		});
		table.tBodies[0].appendChild(holder);
		var f = $('input,select,textarea', table.tBodies[0].lastElementChild);
		if (f) f.focus();
	}

	function drop_row(row) {
		var next = row.nextElementSibling || row.previousElementSibling, f = next && $('input,select,textarea', next);

		row.parentNode.removeChild(row);
		if (f) f.focus();
	}

	/* ---------- waiting and swaps: the events of htmx 4 ---------- */

	function target(e) {
		var t = e.detail && e.detail.ctx && e.detail.ctx.target;
		if (typeof t === 'string') t = $(t);
		return t && t.setAttribute ? t : null;
	}

	doc.addEventListener('htmx:before:request', function (e) {
		var t = target(e);
		if (t) timers.push([t, setTimeout(function () { t.setAttribute('aria-busy', 'true'); }, 300)]);
	});

	doc.addEventListener('htmx:finally:request', function (e) {
		var t = target(e);
		timers = timers.filter(function (p) { if (p[0] !== t) return true; clearTimeout(p[1]); return false; });
		if (t) t.removeAttribute('aria-busy');
	});

	doc.addEventListener('htmx:after:swap', function (e) {
		var t = target(e) || doc, layer = t.closest && t.closest('[data-layer]'), f = $('[role=alert],[autofocus]', t);

		last = -1;
		sync();
		if (layer && layer.hidden) show(layer);
		if (f) {
			if (!f.hasAttribute('tabindex') && f.getAttribute('role') === 'alert') f.tabIndex = -1;
			f.focus();
		}
		fade(t);
	});

	doc.addEventListener('htmx:error', function () { var n = $('#offline-note'); if (n) n.hidden = false; });

	/* ---------- toasts go after five seconds, ten when they offer undo ---------- */

	function fade(root) {
		all('.toast', root).forEach(function (t) {
			if (t.getAttribute('data-fading')) return;
			t.setAttribute('data-fading', '1');
			setTimeout(function () {
				if (t.contains(doc.activeElement)) return;
				if (t.parentNode) t.parentNode.removeChild(t);
			}, $('a,button', t) ? 10000 : 5000);
		});
	}

	/* ---------- a form that was changed asks before it is left ---------- */

	var dirty = null;

	doc.addEventListener('input', function (e) {
		if (e.target.form && e.target.form.hasAttribute('data-guard')) dirty = e.target.form;
	});
	doc.addEventListener('submit', function () { dirty = null; });
	window.addEventListener('beforeunload', function (e) {
		if (dirty && doc.contains(dirty)) { e.preventDefault(); e.returnValue = ''; }
	});

	/* ---------- pressed twice: the second press within three seconds sends nothing (the server would take it once) ---------- */

	doc.addEventListener('submit', function (e) {
		var form = e.target, now = Date.now();

		if (e.defaultPrevented || form.method !== 'post') return;
		if (form.sent_at && now - form.sent_at < 3000) { e.preventDefault(); return; }
		form.sent_at = now;
	});
	window.addEventListener('pageshow', function () { all('form').forEach(function (f) { f.sent_at = 0; }); });

	/* ---------- drafts: every 20 seconds, on leaving, by Ctrl S ---------- */

	function fields_of(form) { return new URLSearchParams(new FormData(form)); }

	function save_draft(form, leaving) {
		var button = $('[data-draft]', form), say = $('[data-draft-say]', form);

		if (!button || !form.getAttribute('data-unsaved')) return;
		form.removeAttribute('data-unsaved');
		fetch(button.getAttribute('formaction'), { method: 'POST', body: fields_of(form), keepalive: !!leaving,
			credentials: 'same-origin', headers: { accept: 'application/json' } }).then(function (r) {
			if (!r.ok) throw new Error(r.status);
			return r.json();
		}).then(function (d) {
			if (say) say.textContent = '草稿 ' + d.saved + ' 保存';
			if (dirty === form) dirty = null;
		}).catch(function () {
			form.setAttribute('data-unsaved', '1');
			if (say) say.textContent = '草稿没有保存，稍后再试';
		});
	}

	function save_drafts(leaving) { all('form[data-unsaved]').forEach(function (f) { save_draft(f, leaving); }); }

	doc.addEventListener('input', function (e) {
		var form = e.target.form;
		if (form && $('[data-draft]', form)) form.setAttribute('data-unsaved', '1');
	});
	doc.addEventListener('click', function (e) {
		var b = e.target.closest && e.target.closest('[data-draft]');
		if (b) { e.preventDefault(); b.form.setAttribute('data-unsaved', '1'); save_draft(b.form); }
	});
	doc.addEventListener('submit', function (e) { e.target.removeAttribute('data-unsaved'); });
	doc.addEventListener('visibilitychange', function () { if (doc.visibilityState === 'hidden') save_drafts(true); });
	setInterval(save_drafts, 20000);

	/* ---------- one value checked when it was typed, by the rules of the server ---------- */

	function says(input, d) {
		var id = 'e-' + input.name, old = doc.getElementById(id), box = input.closest('.field,td');

		if (old) old.parentNode.removeChild(old);
		box.classList.toggle('err', !d.ok);
		if (d.ok) { input.removeAttribute('aria-invalid'); input.removeAttribute('aria-describedby'); return; }
		var el = doc.createElement('div');
		el.className = 'msg';
		el.id = id;
		el.setAttribute('role', 'status');
		el.textContent = d.say + (d.basis ? ' ' + d.basis : '');
		box.appendChild(el);
		input.setAttribute('aria-invalid', 'true');
		input.setAttribute('aria-describedby', id);
	}

	doc.addEventListener('change', function (e) {
		var form = e.target.form, to = form && form.getAttribute('data-check');

		if (!to || !e.target.hasAttribute('data-alone')) return;
		fetch(to, { method: 'POST', credentials: 'same-origin', headers: { accept: 'application/json' },
			body: new URLSearchParams({ csrf: form.elements.csrf.value, field: e.target.name, value: e.target.value })
		}).then(function (r) { return r.ok ? r.json() : { ok: true }; }).then(function (d) { says(e.target, d); }).catch(function () {});
	});

	/* ---------- the end of a session is told five minutes before, and can be put off ---------- */

	function session() {
		var n = $('#session-note'), b = n && $('button', n);

		if (!n) return;
		function wait() { setTimeout(function () { n.hidden = false; b.focus(); }, +n.getAttribute('data-after') * 1000); }
		b.addEventListener('click', function () {
			fetch('/ledgers', { credentials: 'same-origin' }).then(function (r) { if (r.ok) { n.hidden = true; wait(); } });
		});
		wait();
	}

	/* ---------- uploads: [data-upload] says how far it is; without script the browser does ---------- */

	function said(xhr) {
		var r;

		try { r = JSON.parse(xhr.responseText); } catch (e) { r = null; }
		if (r && r.refusals)
			return r.refusals.map(function (x) { return x.say + (x.why || '') + (x.way || ''); }).join(' ');
		return r && r.say ? r.say + (r.why || '') : '没有收下，请再试一次。';
	}

	function upload(form) {
		var xhr = new XMLHttpRequest(), bar = $('[data-upload-bar]', form), p = $('progress', bar), say = $('[data-upload-say]', form),
			button = $('button[type=submit]', form), began = Date.now();

		function ended(text) { say.textContent = text; button.disabled = false; bar.setAttribute('data-done', '1'); }
		bar.hidden = false;
		button.disabled = true;
		xhr.upload.onprogress = function (e) {
			var rest, percent;
			if (!e.lengthComputable) return;
			percent = Math.floor(100 * e.loaded / e.total);
			rest = Math.ceil((Date.now() - began) / 1000 * (e.total - e.loaded) / Math.max(1, e.loaded));
			p.value = percent;
			say.textContent = percent < 100 ? percent + '%，约剩 ' + rest + ' 秒' : '已传完，正在核对';
		};
		xhr.onload = function () {
			if (xhr.status === 201) location.assign(form.action);
			else ended(said(xhr));
		};
		xhr.onerror = xhr.onabort = function () { ended('上传中断，没有收下。请检查网络后再试一次。'); };
		xhr.open('POST', form.action);
		xhr.setRequestHeader('Accept', 'application/json');
		xhr.send(new FormData(form));
	}

	doc.addEventListener('submit', function (e) {
		if (!e.target.hasAttribute('data-upload') || !window.FormData) return;
		e.preventDefault();
		upload(e.target);
	});

	function start() {
		var f = $('[role=alert]');

		doc.documentElement.classList.add('has-js');
		session();
		all('[data-chip-form]').forEach(fit_chip);
		sync();
		fade(doc);
		if (f) { if (!f.hasAttribute('tabindex')) f.tabIndex = -1; f.focus(); }
	}
	if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', start); else start();
})();
