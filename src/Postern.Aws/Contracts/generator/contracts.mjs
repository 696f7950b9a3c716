// Prints C# records for the requests and results of an AWS API, made from the schema inside its JavaScript SDK
// package (which AWS generates from its own service model).
//
//   node contracts.mjs @aws-sdk/client-ec2 Postern.Aws.Ec2 ACTION… > Ec2.g.cs
import { createRequire } from 'node:module';

const [packageName, namespace, ...actions] = process.argv.slice(2);
const sdk = createRequire(import.meta.url)(packageName);
const isEc2 = packageName.endsWith('client-ec2');

// A schema is an array whose first element says what it is:
// operation [9, ns, name, traits, input, output], structure [3, ns, name, traits, names, types, requiredCount], list [1, ns, name, traits, element].
const OPERATION = 9, LIST = 1, MAP = 2, STRUCTURE = 3;
const LIST_OF = 64, MAP_OF = 128;   // flags on a scalar's number
const scalars = { 0: 'string', 1: 'int', 2: 'bool', 4: 'DateTime' };
const fractions = new Set(['Values']);   // the schema does not tell them from whole numbers

const operations = Object.fromEntries(
  Object.values(sdk).filter(s => Array.isArray(s) && s[0] === OPERATION).map(s => [s[2], s]));
const lowerFirst = s => s[0].toLowerCase() + s.slice(1);
const upperFirst = s => s[0].toUpperCase() + s.slice(1);

// A reference is a schema, a thunk of one, or either of them in an array with traits.
const isWrapped = t => Array.isArray(t) && typeof t[2] !== 'string';
const deref = t => typeof t === 'function' ? deref(t()) : isWrapped(t) ? deref(t[0]) : t;
const traitsOf = ref => Array.isArray(ref) && typeof ref[1] === 'object' ? ref[1] : {};

/** The C# type of a member, or null for what the wire codec does not carry (maps). */
const memberType = (ref, member) => (fractions.has(member) && deref(ref) === (LIST_OF | 1) ? 'IReadOnlyList<double>' : typeOf(ref));

/** The C# type of a reference, or null for what the wire codec does not carry (maps). */
function typeOf(ref) {
  const target = deref(ref);
  if (typeof target === 'number') {
    if (target & MAP_OF) return null;
    return target & LIST_OF ? `IReadOnlyList<${scalars[target & (LIST_OF - 1)]}>` : scalars[target];
  }
  switch (target[0]) {
    case LIST: return `IReadOnlyList<${typeOf(target[4])}>`;
    case STRUCTURE: return record(target, target[2]);
    case MAP: return null;
    default: return scalars[deref(target[4])];
  }
}

// Whether a structure goes into the service, comes out of it, or both: names are written down only for the ways that occur.
const ways = new Map();
function mark(ref, way) {
  const target = deref(ref);
  if (!Array.isArray(target)) return;
  if (target[0] === LIST) return mark(target[4], way);
  if (target[0] !== STRUCTURE || ways.get(target[2])?.has(way)) return;
  ways.set(target[2], (ways.get(target[2]) ?? new Set()).add(way));
  target[5].forEach(member => mark(member, way));
}

/** The [Wire] attribute of a member whose names deviate from its dialect's convention, or nothing. */
function wireAttribute(name, property, ref, isList, way) {
  const { xmlName = name, ec2QueryName } = traitsOf(ref);
  const item = isList ? traitsOf(deref(ref)[4]).xmlName ?? 'member' : null;
  const inName = isEc2 ? ec2QueryName ?? upperFirst(xmlName) : xmlName;
  const usual = isEc2 ? { in: property, out: lowerFirst(property), item: 'item' } : { in: property, out: property, item: 'member' };
  const args = [];
  if (way.has('in') && inName !== usual.in) args.push(`In = "${inName}"`);
  if (way.has('out') && xmlName !== usual.out) args.push(`Out = "${xmlName}"`);
  if (way.has('out') && isList && item !== usual.item) args.push(`Item = "${item}"`);
  return args.length ? `[Wire(${args.join(', ')})] ` : '';
}

const done = new Set(), records = [];
function record([, , shape, , names, types, required = 0], name, implemented = '') {
  if (done.has(name)) return name;
  done.add(name);
  const members = names.flatMap((member, i) => {
    const type = memberType(types[i], member);
    if (!type) return [];
    const isList = type.startsWith('IReadOnlyList');
    const isRequired = implemented && i < required && !isList;
    const property = member === name ? 'Id' : member;   // a C# member cannot have its type's name
    const wire = wireAttribute(member, property, types[i], isList, ways.get(shape));
    const optional = isList || isRequired ? '' : '?';
    return `    ${wire}public ${isRequired ? 'required ' : ''}${type}${optional} ${property} { get; init; }${isList ? ' = [];' : ''}`;
  });
  records.push(`public sealed record ${name}${implemented}${members.length ? `\n{\n${members.join('\n')}\n}` : ';'}\n`);
  return name;
}

const unknown = actions.filter(a => !operations[a]);
if (unknown.length) throw new Error(`${packageName} has no ${unknown.join(', ')}`);
for (const action of actions) {
  mark(operations[action][4], 'in');
  mark(operations[action][5], 'out');
}
for (const action of actions) {
  const [input, output] = operations[action].slice(4).map(deref);
  const result = output?.[4]?.length ? record(output, `${action}Result`) : 'Empty';
  record(input, action, ` : IAction<${result}>`);
}
console.log(`// <auto-generated/> by generator/contracts.mjs from ${packageName} (Apache-2.0). Do not edit.
#nullable enable
using Postern.Aws.Wire;

namespace ${namespace};

${records.join('\n')}`.trimEnd());
