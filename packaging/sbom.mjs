// Writes what the programs are made of, as CycloneDX 1.5: sbom.mjs VERSION RID DEPS_JSON… > FILE
// From the lock files: packages.lock.json of each program, packages.native.RID.lock.json of the command line, package-lock.json of the console.
// A package that only builds or checks has the scope "excluded". The licences are those that the packages themselves declare.
import { readFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [version, rid, ...deps] = process.argv.slice(2);
const json = path => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
const packages = process.env.NUGET_PACKAGES ?? `${homedir()}/.nuget/packages`;
const components = new Map();
const hex = base64 => Buffer.from(base64, 'base64').toString('hex');

function nugetLicence(name, version) {
  const file = `${packages}/${name.toLowerCase()}/${version}/${name.toLowerCase()}.nuspec`;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const expression = /<license type="expression">([^<]+)</.exec(text)?.[1];
  const url = /<licenseUrl>([^<]+)</.exec(text)?.[1];
  return expression ? [{ expression }] : url && !url.includes('deprecateLicenseUrl') ? [{ license: { name: 'see URL', url } }] : undefined;
}

function add(component, ships) {
  const known = components.get(component.purl);
  if (known) {
    if (ships) known.scope = 'required';
    return;
  }
  components.set(component.purl, { type: 'library', 'bom-ref': component.purl, ...component, scope: ships ? 'required' : 'excluded' });
}

function nuget(name, version, hash, ships) {
  add({ name, version, purl: `pkg:nuget/${name}@${version}`, hashes: hash && [{ alg: 'SHA-512', content: hex(hash) }], licenses: nugetLicence(name, version) }, ships);
}

// What a published program really loads, and the runtime that it carries.
const loaded = new Set();
for (const file of deps) {
  for (const [id, library] of Object.entries(json(file).libraries)) {
    const [name, version] = id.split('/');
    loaded.add(id.toLowerCase());
    if (library.type === 'runtimepack') nuget(name.replace('runtimepack.', ''), version, undefined, true);
  }
}

for (const program of ['Aws', 'Engine', 'Server', 'Region', 'Gateway']) {
  for (const target of Object.values(json(`${root}src/Postern.${program}/packages.lock.json`).dependencies)) {
    for (const [name, entry] of Object.entries(target)) {
      if (entry.type !== 'Project') nuget(name, entry.resolved, entry.contentHash, loaded.has(`${name}/${entry.resolved}`.toLowerCase()));
    }
  }
}

// The command line is one native file: what is not a compiler or an analyzer is in it, the runtime that the compiler brings included.
const builds = /^(Microsoft\.(CodeAnalysis\.BannedApiAnalyzers|VisualStudio\.Threading\.Analyzers|NET\.ILLink\.Tasks)|Microsoft\.DotNet\.ILCompiler)$/i;
for (const target of Object.values(json(`${root}src/Postern.Cli/packages.native.${rid}.lock.json`).dependencies)) {
  for (const [name, entry] of Object.entries(target)) {
    if (entry.type !== 'Project') nuget(name, entry.resolved, entry.contentHash, !builds.test(name));
  }
}

const console = json(`${root}src/Postern.Server/Console/Web/package-lock.json`);
for (const [path, entry] of Object.entries(console.packages)) {
  if (path === '' || entry.link) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  add({
    name,
    version: entry.version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`,
    hashes: entry.integrity?.startsWith('sha512-') ? [{ alg: 'SHA-512', content: hex(entry.integrity.slice('sha512-'.length)) }] : undefined,
    licenses: entry.license && [{ expression: entry.license }],
  }, !entry.dev && !entry.optional);
}

process.stdout.write(JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1000).toISOString(),
    component: { type: 'application', 'bom-ref': 'postern', name: 'postern', version, licenses: [{ license: { id: 'Apache-2.0' } }] },
  },
  components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
}, null, 2) + '\n');
