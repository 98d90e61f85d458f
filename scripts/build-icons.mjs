/*
 * build-icons.mjs - one sprite of the icons that pages use, and htmx as it is published
 *
 *     cd assets && npm ci --ignore-scripts && npm run icons && rm -r node_modules
 *
 * Run once after a change of NAMES or of a version in assets/package.json; the results are kept in the tree, so a
 * build needs neither node nor the network.  Names are those of Tabler; an unknown one stops the script.
 * The output depends on NAMES and on the packages alone.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NAMES = `
accessible alarm alert-circle alert-triangle archive arrow-back-up arrow-left arrow-right arrows-sort ban
baseline-density-medium bell book building-community building-store calculator calendar calendar-event camera
certificate chart-bar check chevron-down chevron-left chevron-right chevron-up circle-check circle-off
clipboard-check clock cloud-check cloud-off cloud-upload coin columns-3 contrast database device-floppy
device-mobile dice-5 dots download edit external-link eye eye-off file-certificate file-diff file-export
file-text file-type-doc file-type-pdf files filter flag folder gavel git-compare git-fork git-merge headphones
help-circle history home inbox info-circle key keyboard layout-dashboard link list-check list-details lock
lock-open login logout mail map-pin menu-2 messages microphone microphone-2 minus news paperclip phone photo-plus
plus printer qrcode refresh report rubber-stamp ruler-2 scale school search send settings shield-check signature
sitemap speakerphone stack-2 star sum table-import target text-size ticket trash trending-up trophy user user-check
user-share users versions wifi-off x zoom-question
`.split(/\s+/).filter(Boolean);

const assets = fileURLToPath(new URL('../assets/', import.meta.url));
const tabler = `${assets}node_modules/@tabler/icons/`;
const version = JSON.parse(readFileSync(`${tabler}package.json`, 'utf8')).version;
const licence = readFileSync(`${tabler}LICENSE`, 'utf8').trim().replace(/--/g, '- -');

function symbol(name) {
	const svg = readFileSync(`${tabler}icons/outline/${name}.svg`, 'utf8');
	const drawing = svg
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/^[\s\S]*?<svg[^>]*>/, '')
		.replace(/<\/svg>\s*$/, '')
		.replace(/<path stroke="none"[^>]*>/, '')
		.replace(/\s+/g, ' ')
		.trim();

	return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
		+ `stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>\n`;
}

if (new Set(NAMES).size !== NAMES.length)
	throw new Error('a name stands twice in NAMES');

writeFileSync(`${assets}icons.svg`,
	`<!-- Tabler Icons ${version}, outline.\n${licence} -->\n`
	+ `<svg xmlns="http://www.w3.org/2000/svg">\n${NAMES.map(symbol).join('')}</svg>\n`);
copyFileSync(`${assets}node_modules/htmx.org/dist/htmx.min.js`, `${assets}vendor/htmx.min.js`);
console.log(`${NAMES.length} icons of Tabler ${version}`);
