// Builds dist/: main.cjs with what every command needs, one small chunk per command, shared and lazy chunks, and the screen.
//
// 1. esbuild splits the whole program into ES modules that share code without copies.
// 2. Each becomes CommonJS: `require` of a few small files starts faster than an ES module graph.
// Every entry begins by importing main.ts, so that everything main.ts reaches lands in one chunk with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { buildGuestShell } from './build-guest-shell.mjs';
import { commandFiles } from './command-index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const main = join(root, 'src/cli/main.ts');
const oclif = dirname(createRequire(import.meta.url).resolve('@oclif/core/command'));

/** Only @oclif/core is installed with the program; everything else is bundled. */
const oclifEntries = ['errors', 'config', 'ux', 'parser', 'help', 'flags', 'args', 'execute', 'handle', 'util/ids'];

/** What @oclif/core's command.js imports is loaded on first use: a cmdlet's run touches none of it. */
const slim = {
  name: 'slim-oclif',
  setup(b) {
    const constants = {
      './cache':
        'exports.default={getInstance:()=>({get:()=>({name:"@oclif/core",version:"5"}),has:()=>true,set(){}})}',
      './logger': 'exports.makeDebug=()=>()=>{}',
    };
    const proxy = (load) =>
      `let m;const g=()=>m??=${load};module.exports=new Proxy({},{get:(t,k)=>k==='__esModule'?true:g()[k],has:(t,k)=>k in g()})`;
    b.onResolve({ filter: /^\.\.?\// }, (a) =>
      a.importer === join(oclif, 'command.js') ? { path: a.path, namespace: 'slim' } : undefined,
    );
    b.onLoad({ filter: /.*/, namespace: 'slim' }, (a) => {
      const name = a.path.slice(2);
      if (constants[a.path]) return { contents: `exports.__esModule=true;${constants[a.path]}` };
      if (oclifEntries.includes(name)) return { contents: proxy(`require("@oclif/core/${name}")`) };
      // Not among the package's entries: reached by its path, which `exports` does not guard.
      const load = `require(require.resolve("@oclif/core/command").replace(/command\\.js$/,${JSON.stringify(`${name}.js`)}))`;
      return { contents: proxy(load) };
    });
    // Its first statement makes node's stream classes for stdout; a closed pipe is met in src/cli/failure.ts.
    b.onLoad({ filter: /@oclif\/core\/lib\/command\.js$/ }, (a) => {
      const text = readFileSync(a.path, 'utf8');
      const start = text.indexOf("process.stdout.on('error'");
      const end = text.indexOf('});', start);
      if (start < 0 || end < 0) throw new Error('command.js of @oclif/core is not as this build knows it');
      return { contents: text.slice(0, start) + text.slice(end + 3) };
    });
    b.onResolve({ filter: /^@oclif\/core/ }, (a) =>
      a.path === '@oclif/core/command' && a.namespace === 'file' ? undefined : { path: a.path, external: true },
    );
  },
};

/** Entries that reach the language: what starts scripts comes before them, so that all of it lies in one chunk. */
const afterScript = new Set();
const script = join(root, 'src/cli/run-script.ts');

/** Finds those entries in the outputs of a first build. */
function findAfterScript({ outputs }) {
  const reached = (output, seen = new Set()) => {
    if (seen.has(output)) return seen;
    seen.add(output);
    for (const { path, kind } of outputs[output].imports) {
      if (kind === 'import-statement' && outputs[path]) reached(path, seen);
    }
    return seen;
  };
  for (const [name, { entryPoint }] of Object.entries(outputs)) {
    const path = entryPoint?.replace(/^after-main:/, '');
    if (!path || path === entryPoint || path === script) continue;
    const inputs = [...reached(name)].flatMap((output) => Object.keys(outputs[output].inputs));
    if (inputs.some((input) => /^src\/powershell\/(engine|language)\//.test(input)))
      afterScript.add(resolve(root, path));
  }
}

/** Entries and lazily imported modules as seen from the chunk that comes first. */
const afterMain = {
  name: 'after-main',
  setup(b) {
    b.onResolve({ filter: /^after-main:/ }, (a) => ({ path: a.path.slice(11), namespace: 'after-main' }));
    b.onResolve({ filter: /^\.\.?\// }, (a) => {
      if (a.kind !== 'dynamic-import') return undefined;
      const path = resolve(a.resolveDir, a.path);
      if (path.endsWith('.tsx')) return { path: 'screen:', external: true };
      return { path, namespace: 'after-main' };
    });
    // conf, the one package that is loaded lazily by its name.
    b.onResolve({ filter: /^conf$/ }, async (a) => {
      if (a.kind !== 'dynamic-import') return undefined;
      const { path } = await b.resolve('conf', { resolveDir: root, kind: 'import-statement' });
      return { path, namespace: 'after-main' };
    });
    b.onLoad({ filter: /.*/, namespace: 'after-main' }, (a) => {
      const from = JSON.stringify(a.path);
      const hasDefault = !relative(join(root, 'commands'), a.path).startsWith('..') || a.path.includes('/conf/');
      const before = [main, ...hot, ...(afterScript.has(a.path) ? [script] : [])];
      return {
        contents: `${before.map((file) => `import ${JSON.stringify(file)};`).join('')}export * from ${from};${hasDefault ? `export{default}from ${from};` : ''}`,
        resolveDir: root,
        loader: 'js',
      };
    });
  },
};

/** What nearly every cmdlet needs, or nearly every change, lies in the first chunk, also where the sources load it lazily. */
const hot = [
  'src/cli/vm-cmdlet.ts',
  'src/cli/current-world.ts',
  'src/cli/print-pieces.ts',
  'src/lab/settings.ts',
  'src/host/settings.ts',
  'src/host/services.ts',
  'src/host/transitions.ts',
].map((file) => join(root, file));

/** Lazy imports of hot modules become ordinary ones. */
const eager = {
  name: 'eager',
  setup(b) {
    b.onLoad({ filter: /\/src\/.*\.ts$/ }, (a) => {
      const text = readFileSync(a.path, 'utf8');
      let head = '';
      const contents = text.replace(/(?<!typeof )\bimport\('(\.[^']+)'\)/g, (whole, name) => {
        const index = hot.indexOf(resolve(dirname(a.path), name));
        if (index < 0) return whole;
        head += `import * as hot${index} from '${name}';`;
        return `Promise.resolve(hot${index})`;
      });
      return head ? { contents: head + contents, loader: 'ts' } : undefined;
    });
  },
};

/**
 * Modules of which a cmdlet that succeeds mostly uses nothing: the first use loads them. Their exports must be functions, or
 * objects named `...Class`; what stands for these passes every access on.
 */
const deferred = [
  'src/objects/vm-drives.ts',
  'src/objects/vm-channels.ts',
  'src/objects/vm-settings.ts',
  'src/objects/network-adapter.ts',
  'src/objects/drives.ts',
  'src/objects/integration.ts',
  'src/objects/com-port.ts',
  'src/lab/memory-store.ts',
  'src/powershell/format/error-view.ts',
  'src/powershell/error-text.ts',
  'src/powershell/number-conversion.ts',
  'src/powershell/enum-conversion.ts',
  'src/powershell/binder/errors.ts',
  'src/powershell/binder/pipeline.ts',
  'src/powershell/engine/net/definitions.ts',
  'src/powershell/engine/net/rare.ts',
  'src/powershell/xml/cast.ts',
  'src/powershell/xml/tables.ts',
  'src/host/error-texts.ts',
  'src/objects/host-errors.ts',
  'src/cli/errors.ts',
].map((file) => join(root, file));
const deferredName = (path) => `deferred-${relative(root, path).replace(/\W+/g, '-')}`;

const defer = {
  name: 'defer',
  setup(b) {
    b.onResolve({ filter: /^\.\.?\// }, (a) => {
      if (a.kind !== 'import-statement' || a.namespace !== 'file') return undefined;
      const path = resolve(a.resolveDir, a.path);
      return deferred.includes(path) ? { path, namespace: 'deferred' } : undefined;
    });
    b.onLoad({ filter: /.*/, namespace: 'deferred' }, (a) => {
      const text = readFileSync(a.path, 'utf8');
      if (/^export (abstract )?class/m.test(text)) throw new Error(`${a.path} exports a class: it cannot be deferred`);
      const names = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name);
      return {
        contents: `let m;const l=()=>m??=require("deferred:${deferredName(a.path)}");${names
          .map((name) =>
            name.endsWith('Class')
              ? `export const ${name}=new Proxy({},{get:(_,k)=>l().${name}[k],has:(_,k)=>k in l().${name}});`
              : `export const ${name}=(...a)=>l().${name}(...a);`,
          )
          .join('')}`,
      };
    });
    b.onResolve({ filter: /^deferred:/ }, (a) => ({ path: a.path, external: true }));
  },
};

/** Commands of the language that nearly every script uses; the others lie in one chunk for each group, loaded by its first use. */
const earlyCommands = /^\.\/(foreach|format|measure|objects|out|select|sort|where|write)\.ts$/;
const lateGroups = [
  ['files', /^\.\/(files|text)\b/],
  ['data', /^\.\/(csv|json|clixml|markup|data|select-xml)\b/],
  ['session', /^\.\/session\b/],
  ['help', /^\.\/(help|get-member)\b/],
  ['more', /./],
];
const lateGroup = (from) =>
  earlyCommands.test(from) ? undefined : lateGroups.find(([, names]) => names.test(from))[0];
const commandTable = join(root, 'src/powershell/cmdlets/index.ts');

const lateCommandGroups = {
  name: 'late-commands',
  setup(b) {
    const folder = dirname(commandTable);
    const groups = [...readFileSync(commandTable, 'utf8').matchAll(/^import \{ (\w+) \} from '(.*)';$/gm)];
    b.onLoad({ filter: /\/cmdlets\/index\.ts$/ }, async (a) => {
      if (a.path !== commandTable) return undefined;
      // How paths with wildcards become files is known before a command on files is.
      let head = `import './files/paths.ts';`;
      const parts = [];
      for (const [, name, from] of groups) {
        const late = lateGroup(from);
        if (!late) {
          head += `import{${name}}from'${from}';`;
          parts.push(`...[${name}].flat()`);
          continue;
        }
        // A list of commands, or one command.
        const value = (await import(pathToFileURL(join(folder, from)).href))[name];
        const lateEntry = ({ def }, place) =>
          `{name:${JSON.stringify(def.name)},load:()=>require("deferred:late-${late}").${name}${place}}`;
        if (Array.isArray(value)) parts.push(...value.map((command, i) => lateEntry(command, `[${i}]`)));
        else parts.push(lateEntry(value, ''));
      }
      return { contents: `${head}export const BUILTINS=[${parts}];`, resolveDir: folder, loader: 'js' };
    });
    b.onResolve({ filter: /^late:/ }, (a) => ({ path: a.path.slice(5), namespace: 'late' }));
    b.onLoad({ filter: /.*/, namespace: 'late' }, (a) => {
      // After what starts scripts, so that all they share with it lies in one chunk.
      const before = [main, ...hot, script];
      const own = groups.filter(([, , from]) => lateGroup(from) === a.path);
      const contents = [
        ...before.map((file) => `import ${JSON.stringify(file)};`),
        ...own.map(([, name, from]) => `export{${name}}from${JSON.stringify(join(folder, from))};`),
      ];
      return { contents: contents.join(''), resolveDir: root, loader: 'js' };
    });
  },
};

/** Programs of a guest lie in one chunk for each file of them: a command mostly runs one. */
const toolTable = join(root, 'src/guest/tools/index.ts');
const userland = join(root, 'src/guest/process/userland.ts');
const toolGroups = [...readFileSync(toolTable, 'utf8').matchAll(/^import \{ (\w+) \} from '\.\/([\w-]+)\.ts';$/gm)];

const lateTools = {
  name: 'late-tools',
  setup(b) {
    b.onLoad({ filter: /\/tools\/index\.ts$/ }, async (a) => {
      if (a.path !== toolTable) return undefined;
      // First, for it stands in a circle with what the tools import.
      await import(pathToFileURL(userland).href);
      const tools = {};
      for (const [, name, file] of toolGroups) {
        const group = (await import(pathToFileURL(join(dirname(toolTable), `${file}.ts`)).href))[name];
        for (const tool of Object.keys(group)) tools[tool] = `()=>require("deferred:late-tools-${file}").${name}`;
      }
      const entries = Object.entries(tools).map(([tool, load]) => `[${JSON.stringify(tool)},${load}]`);
      return {
        contents: `const TOOLS=new Map([${entries}]);
          export const toolNamed=(name)=>TOOLS.get(name)?.()[name];
          export const hasTool=(name)=>TOOLS.has(name);
          export const toolNames=()=>[...TOOLS.keys()];`,
        loader: 'js',
      };
    });
    b.onResolve({ filter: /^late-tools:/ }, (a) => ({ path: a.path.slice(11), namespace: 'late-tools' }));
    b.onLoad({ filter: /.*/, namespace: 'late-tools' }, (a) => {
      const before = [main, ...hot, userland].map((file) => `import ${JSON.stringify(file)};`).join('');
      const [, name] = toolGroups.find(([, , file]) => file === a.path);
      const from = join(dirname(toolTable), `${a.path}.ts`);
      return { contents: `${before}export{${name}}from${JSON.stringify(from)};`, resolveDir: root, loader: 'js' };
    });
  },
};

/** Parts of Node that take milliseconds to load: the first call of one of their functions loads them. */
const slowBuiltins = ['crypto', 'child_process', 'zlib', 'net', 'readline'];

const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(b) {
    const load = createRequire(import.meta.url);
    b.onResolve({ filter: new RegExp(`^node:(${slowBuiltins.join('|')})$`) }, (a) =>
      a.kind === 'import-statement' && a.namespace === 'file' && !a.importer.includes('node_modules')
        ? { path: a.path.slice(5), namespace: 'builtin' }
        : undefined,
    );
    b.onLoad({ filter: /.*/, namespace: 'builtin' }, (a) => {
      const names = Object.entries(load(`node:${a.path}`))
        .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
        .map(([name]) => name);
      const head = `let m;const l=()=>m??=require("deferred:node:${a.path}");`;
      return { contents: head + names.map((name) => `export const ${name}=(...a)=>l().${name}(...a);`).join('') };
    });
  },
};

/** Tables of plain data as JSON texts, one for each entry, taken in when the entry is first used: most commands need few. */
const tables = [['src/objects/enums.ts', 'enums']].map(([file, name]) => [join(root, file), name]);

const asJson = {
  name: 'as-json',
  setup(b) {
    b.onLoad({ filter: /\/enums\.ts$/ }, async (a) => {
      const table = tables.find(([path]) => path === a.path);
      if (!table) return undefined;
      const { [table[1]]: data } = await import(pathToFileURL(a.path).href);
      const texts = Object.fromEntries(Object.entries(data).map(([key, entry]) => [key, JSON.stringify(entry)]));
      return {
        contents: `const texts=${JSON.stringify(texts)};const known={};
          export const ${table[1]}=new Proxy(texts,{get:(t,k)=>known[k]??=t[k]&&JSON.parse(t[k])});`,
      };
    });
  },
};

/** Text of one byte a character is read and compiled faster; in strings and regular expressions the escape means the same. */
const ascii = (code) =>
  code
    .replace(/^"use strict";/, '')
    .replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `a as b,c` as pairs of names. */
const namesIn = (list) =>
  list
    .split(',')
    .map((part) => part.split(' as '))
    .map(([name, as]) => [name, as ?? name]);
const lastExport = /export\{([^{}]*)\};\s*$/;

/**
 * A chunk of ours as CommonJS. esbuild's own conversion gives every file getters and helpers for what ES modules may do and
 * our chunks do not: nothing in them is exported that changes later, and no two of them import each other. Undefined where the
 * text holds anything else than imports of names and one list of exports. The first chunk exports an array, which the others
 * read by index: making an object of so many properties takes longer than anything else at its start.
 */
function plainCommonJs(code, path, first) {
  const imports = /(?<=^|[;}\n])import(?:\{([^}]*)\}from|\*as ([\w$]+) ?from|\s([\w$]+) from(?="node:))?"([^"]+)";/g;
  const pairs = (list) => list.map(([name, as]) => (name === as ? name : `${name}:${as}`));
  const named = new Map();
  let head = '';
  let rest = code.replace(imports, (_, list, space, own, from) => {
    const wanted = list ? namesIn(list) : [];
    const fromFirst = basename(from) === basename(first.path);
    const keys = fromFirst ? wanted.map(([name, as]) => [first.names.indexOf(name), as]) : wanted;
    named.set(from, [...(named.get(from) ?? []), ...pairs(keys)]);
    if (space ?? own) head += `const ${space ?? own}=require("${from}");`;
    return '';
  });
  for (const [from, list] of named) head += `${list.length > 0 ? `const{${list}}=` : ''}require("${from}");`;
  let tail = '';
  const last = lastExport.exec(rest);
  if (last) {
    const list = namesIn(last[1]);
    tail =
      path === first.path
        ? `module.exports=[${list.map(([name]) => name)}];`
        : `module.exports={${pairs(list.map(([name, as]) => [as, name]))}};`;
    rest = rest.slice(0, last.index);
  }
  if (!/(?<=^|[;}\n])(import[{*"\s]|export[{\s])/.test(rest)) return `${head}${rest}${tail}`;
  if (named.get(`./${basename(first.path)}`)?.length) throw new Error(`${path} reads the first chunk in no known way`);
  return undefined;
}

const common = { bundle: true, platform: 'node', target: 'node22', legalComments: 'none', logLevel: 'warning' };

async function buildProgram() {
  const entryPoints = { main: `after-main:${main}` };
  for (const name of commandFiles())
    entryPoints[`commands/${name}`] = `after-main:${join(root, 'commands', `${name}.ts`)}`;
  for (const path of deferred) entryPoints[`chunks/${deferredName(path)}`] = `after-main:${path}`;
  for (const [, , file] of toolGroups) entryPoints[`chunks/late-tools-${file}`] = `late-tools:${file}`;
  for (const [name] of lateGroups) entryPoints[`chunks/late-${name}`] = `late:${name}`;
  const options = {
    ...common,
    entryPoints,
    absWorkingDir: root,
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    mainFields: ['module', 'main'],
    plugins: [asJson, lateCommandGroups, lateTools, lazyBuiltins, defer, slim, eager, afterMain],
    define: { 'import.meta.url': '""' },
  };
  findAfterScript((await build({ ...options, minify: false })).metafile);
  const result = await build(options);
  writeFileSync(join(dist, 'meta.json'), JSON.stringify(result.metafile));
  const [core] = Object.entries(result.metafile.outputs).find(
    ([name, { inputs }]) => name.includes('/chunks/') && inputs['src/cli/main.ts'],
  );
  // Groups of commands get a hash in their names as other chunks have it.
  const hashed = new Map();
  for (const file of result.outputFiles) {
    const name = basename(file.path, '.cjs');
    if (!name.startsWith('late-')) continue;
    const hash = createHash('sha256').update(file.text).digest('hex').slice(0, 8).toUpperCase();
    hashed.set(name, `${name}-${hash}`);
    file.path = join(dirname(file.path), `${name}-${hash}.cjs`);
  }
  // A name with a hash says what is in the file, as a code cache needs.
  const isLarge = (file) => file.text.length > 20000 && /-[A-Z0-9]{8}\.cjs$/.test(file.path);
  const large = result.outputFiles.filter(isLarge).map((file) => basename(file.path));
  const loader = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8')
    .replaceAll('__CORE__', JSON.stringify(basename(core)))
    .replaceAll('__LARGE__', JSON.stringify(large));
  const start = (await transform(loader, { minify: true, target: 'node22' })).code;
  const setLoader = 'module.exports.chunk=chunk;module.exports.setLoader(n=>new Promise((y)=>y(command(n))));';
  const { path, text: firstText } = result.outputFiles.find((file) => file.path === join(root, core));
  const first = { path, names: namesIn(lastExport.exec(firstText)[1]).map(([, as]) => as) };
  const empty = new Set(result.outputFiles.filter((file) => file.text.trim() === '').map((file) => file.path));
  const isEmpty = (from, name) => empty.has(resolve(dirname(from), name));
  await Promise.all(
    result.outputFiles.map(async (file) => {
      if (empty.has(file.path)) return;
      const screen = JSON.stringify(
        `./${relative(dirname(file.path), join(dist, 'tui/index.mjs'))}`.replace('./..', '..'),
      );
      const text = file.text
        .replace(/import"(\.[^"]+)";/g, (whole, name) => (isEmpty(file.path, name) ? '' : whole))
        .replace(/import\("(\.[^"]+\.cjs)"\)/g, 'Promise.resolve().then(()=>require("$1"))')
        .replace(/[\w$]+\("deferred:(node:\w+)"\)/g, 'require("$1")')
        .replace(/[\w$]+\("deferred:([\w-]+)"\)/g, (_, name) => {
          const to = relative(dirname(file.path), join(dist, 'chunks', `${hashed.get(name) ?? name}.cjs`));
          return `require("${to.startsWith('.') ? to : `./${to}`}")`;
        })
        .replaceAll('import("screen:")', `import(${screen})`);
      const code =
        plainCommonJs(text, file.path, first) ??
        (await transform(text, { format: 'cjs', platform: 'node', target: 'node22', minify: true })).code;
      const isMain = file.path === join(dist, 'main.cjs');
      const plain = ascii(code);
      mkdirSync(dirname(file.path), { recursive: true });
      if (isLarge(file)) {
        // main.cjs runs this text in the place of the file that the other chunks name.
        writeFileSync(
          `${file.path}.txt`,
          `(function(exports,require,module,__filename,__dirname){"use strict";${plain}\n})`,
        );
        const made = file.path === join(root, core) ? 'require.cache[__filename].exports' : 'main.chunk(__filename)';
        writeFileSync(file.path, `const main=require("../main.cjs");module.exports=${made};`);
        return;
      }
      const own = `require("./chunks/${basename(core)}")`;
      writeFileSync(file.path, isMain ? `${start}${plain.replace(own, 'first')}${setLoader}` : `"use strict";${plain}`);
    }),
  );
}

/** Ink and React in ES modules: Ink waits at its top level and cannot become CommonJS. */
async function buildScreen() {
  await build({
    ...common,
    entryPoints: [join(root, 'src/tui/index.tsx')],
    outdir: join(dist, 'tui'),
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [
      {
        name: 'no-devtools',
        setup(b) {
          b.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
          b.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {}' }));
        },
      },
    ],
  });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await Promise.all([buildProgram(), buildScreen(), buildGuestShell(root, dist)]);
// For scripts that call `hyperv` by its name.
mkdirSync(join(dist, 'bin'));
if (process.platform !== 'win32') symlinkSync('../../bin/run.js', join(dist, 'bin/hyperv'));

/** Runs the commonest commands once, so that the code caches for this Node hold what they need. */
function warmUp() {
  const lab = mkdtempSync(join(tmpdir(), 'hyperv-build-'));
  const made = [
    ['lab', 'new', lab],
    ['New-VM', 'vm', '-MemoryStartupBytes', '512MB', '-NoVHD'],
  ];
  const common_ = [
    ['Set-VM', 'vm', '-Notes', 'x'],
    ['Get-VM', '-Name', 'vm'],
  ];
  const linux = [
    ['New-VM', 'linux', '-MemoryStartupBytes', '1GB', '-NewVHDPath', 'C:\\linux.vhdx', '-NewVHDSizeBytes', '10GB'],
    ['guest', 'install', 'linux', '--os', 'ubuntu-22.04'],
    ['Start-VM', 'linux'],
    ['lab', 'clock', 'advance', '1m'],
  ];
  const disks = ['vhdx', 'vhd'].flatMap((ext) => [
    ['New-VHD', `C:\\warm.${ext}`, '100GB'],
    ['Resize-VHD', `C:\\warm.${ext}`, '200GB'],
    ['Get-VHD', `C:\\warm.${ext}`],
  ]);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const run = (lines) => {
    const script = `const{main}=require(${JSON.stringify(join(dist, 'main.cjs'))});(async()=>{for(const l of ${JSON.stringify(lines)})await main(l)})()`;
    const file = join(lab, 'warm.cjs');
    writeFileSync(file, script);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
      env: { ...env, HYPERV_LAB: lab, XDG_CONFIG_HOME: lab, NODE_ENV: 'production' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the built program does not run:\n${stdout}${stderr}`);
  };
  run(made);
  rmSync(join(dist, 'cache'), { recursive: true, force: true });
  run(common_);
  const caches = readdirSync(join(dist, 'cache'));
  run(linux);
  for (const name of readdirSync(join(dist, 'cache'))) if (!caches.includes(name)) rmSync(join(dist, 'cache', name));
  run(disks);
  run([
    ['guest', 'linux', '--', 'dmesg'],
    ['Get-VHD', 'C:\\linux.vhdx'],
  ]);
  run([['-File', join(root, 'scripts/warm-up.ps1'), '-Prefix', 'web']]);
  rmSync(lab, { recursive: true, force: true });
}
warmUp();
