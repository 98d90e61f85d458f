// schema.lib.mjs - does an answer keep what /api/openapi.json promises?
//
//     const wrong = check(spec, spec.paths[…].responses['200'], value)      an array of sentences, empty when it does
//
// The part of JSON Schema that our description uses, and nothing else: a keyword it does not know is an error.
const KNOWN = ['$ref', 'type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', 'oneOf', 'format', 'pattern', 'description',
	'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'default']
const FORMATS = { date: /^\d{4}-\d\d-\d\d$/, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/ }

const type_of = value => value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value

export function resolve(spec, at) {
	while (at?.$ref)
		at = at.$ref.slice(2).split('/').reduce((o, key) => o?.[key.replaceAll('~1', '/')], spec)
	return at
}

export function check(spec, schema, value, where = '$') {
	const s = resolve(spec, schema), wrong = []
	if (!s) return [`${where}: a schema that is not there`]
	for (const key of Object.keys(s))
		if (!KNOWN.includes(key)) wrong.push(`${where}: keyword ${key}`)
	const type = type_of(value), types = s.type && [s.type].flat()
	if (types && !types.includes(type) && !(type === 'integer' && types.includes('number'))) return [`${where}: ${type}, not ${types}`]
	if (s.enum && !s.enum.includes(value)) wrong.push(`${where}: ${value} is none of ${s.enum}`)
	if ('const' in s && s.const !== value) wrong.push(`${where}: ${value} is not ${s.const}`)
	if (s.format && type === 'string' && !FORMATS[s.format].test(value)) wrong.push(`${where}: ${value} is no ${s.format}`)
	if (s.oneOf && s.oneOf.filter(one => !check(spec, one, value, where).length).length !== 1)
		wrong.push(`${where}: not one of ${s.oneOf.length}: ${s.oneOf.flatMap(one => check(spec, one, value, where)).slice(0, 4)}`)
	if (type === 'array' && s.items) value.forEach((item, i) => wrong.push(...check(spec, s.items, item, `${where}[${i}]`)))
	if (type === 'object') {
		for (const key of s.required ?? []) if (!(key in value)) wrong.push(`${where}: ${key} is missing`)
		for (const [key, item] of Object.entries(value)) {
			if (s.properties?.[key]) wrong.push(...check(spec, s.properties[key], item, `${where}.${key}`))
			else if (s.additionalProperties === false) wrong.push(`${where}: ${key} is not promised`)
		}
	}
	return wrong
}

// The schema of the answer of an operation.
export const answer_of = (spec, path, method, status) =>
	resolve(spec, spec.paths[path]?.[method]?.responses?.[status])?.content?.['application/json']?.schema
