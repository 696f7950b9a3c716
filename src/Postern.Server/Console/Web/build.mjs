// Bundles the console into the folder given: index.html, and assets whose names carry a hash, each also compressed ahead of time.
import { build } from 'esbuild';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const out = process.argv[2] ?? 'dist';
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

// Cloudscape's styles carry Open Sans in eight cuts; the pages show three of them: regular, and bold and heavy for headings.
const cuts = {
  name: 'cuts',
  setup: ({ onLoad }) => onLoad({ filter: /global-styles\/index\.css$/ }, async ({ path }) => ({
    loader: 'css',
    contents: (await readFile(path, 'utf8')).replace(/@font-face\s*{[^}]*}/g, (face) => (/font-style:\s*italic|font-weight:\s*300/.test(face) ? '' : face)),
  })),
};

// Cloudscape's layout says of its navigation on telephones that it is horizontal, which ARIA does not let a navigation say.
const navigation = {
  name: 'navigation',
  setup: ({ onLoad }) => onLoad({ filter: /app-layout\/visual-refresh\/mobile-toolbar\.js$/ }, async ({ path }) => {
    const contents = (await readFile(path, 'utf8')).replace('"aria-orientation": "horizontal", ', '');
    if (contents.includes('aria-orientation')) throw new Error(`${path} is another than was mended here.`);
    return { loader: 'js', contents };
  }),
};

const { metafile } = await build({
  entryPoints: ['src/main.tsx'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.woff2': 'dataurl', '.woff': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' },
  splitting: true,
  entryNames: 'console-[hash]',
  chunkNames: 'part-[hash]',
  outdir: out,
  plugins: [cuts, navigation],
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs);
const [main, { cssBundle, imports }] = outputs.find(([, { entryPoint }]) => entryPoint === 'src/main.tsx');
// Pages that come later are styled by the one sheet that is there from the beginning, so it has to know their parts too.
const styled = metafile.outputs[cssBundle].inputs;
for (const [sheet, { inputs }] of outputs.filter(([file]) => file.endsWith('.css') && file !== cssBundle)) {
  const unknown = Object.keys(inputs).filter((input) => !(input in styled));
  if (unknown.length > 0) throw new Error(`Only pages that come later have ${unknown}: import it in src/main.tsx.`);
  await rm(sheet);
}
const first = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => `<link rel="modulepreload" href="/console/${basename(path)}">`);
const page = (await readFile('src/index.html', 'utf8')).replace('SCRIPT', basename(main)).replace('STYLE', basename(cssBundle)).replace('FIRST', first.join('\n    '));
await writeFile(join(out, 'index.html'), page);

for (const file of await readdir(out)) {
  const content = await readFile(join(out, file));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  await Promise.all([
    promisify(brotliCompress)(content, brotli).then((packed) => writeFile(join(out, `${file}.br`), packed)),
    promisify(gzip)(content, { level: 9 }).then((packed) => writeFile(join(out, `${file}.gz`), packed)),
  ]);
}
