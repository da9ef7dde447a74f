// The beginning of dist/main.cjs: puts the first chunk into require's cache, compiled from V8's code cache where there is one
// for this Node. Compiling that chunk anew costs more than running most commands. __CORE__ is set by the build.
// Gives the first chunk's exports, and what loads one command without the searching and looking that `require` does.
'use strict';
// biome-ignore lint/correctness/noUnusedVariables: what the build puts behind this text uses both
const { first, command } = (() => {
  const fs = require('node:fs');
  const path = require('node:path');
  const vm = require('node:vm');
  const Module = module.constructor;
  const file = path.join(__dirname, 'chunks', __CORE__);
  // V8 refuses a cache made under other flags.
  const plain = process.execArgv.length === 0 && !process.env.NODE_OPTIONS && !process.env.NODE_V8_COVERAGE;
  const name = `${__CORE__}-${process.version}-${process.arch}.cache`;
  const home = () => process.env.XDG_CACHE_HOME || path.join(require('node:os').homedir(), '.cache');
  const folders = [() => path.join(__dirname, 'cache'), () => path.join(home(), 'hyperv-lab')];

  let cachedData;
  for (const folder of plain ? folders : []) {
    try {
      cachedData = fs.readFileSync(path.join(folder(), name));
      break;
    } catch {}
  }
  // Wrapped in a function by the build, and nothing but ASCII: every copy of so long a text brings a collection nearer.
  const script = new vm.Script(fs.readFileSync(`${file}.txt`, 'latin1'), {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const run = (made, filename) => {
    const own = new Module(filename, module);
    own.filename = filename;
    own.paths = module.paths;
    require.cache[filename] = own;
    const load = (id) => (id.endsWith(__CORE__) ? core.exports : own.require(id));
    load.resolve = require.resolve;
    const core = require.cache[file];
    made.runInThisContext()(own.exports, load, own, filename, path.dirname(filename));
    own.loaded = true;
    return own.exports;
  };
  const wrapped = (filename) =>
    new vm.Script(`(function(exports,require,module,__filename,__dirname){${fs.readFileSync(filename, 'latin1')}\n})`, {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  const loaded = {
    first: run(script, file),
    command(name) {
      const filename = path.join(__dirname, 'commands', `${name}.cjs`);
      return require.cache[filename]?.exports ?? run(wrapped(filename), filename);
    },
  };

  if (!plain || (cachedData && !script.cachedDataRejected)) return loaded;
  // At the end the cache also holds the functions that ran.
  process.once('exit', () => {
    const data = script.createCachedData();
    for (const folder of folders) {
      try {
        const target = path.join(folder(), name);
        fs.mkdirSync(path.dirname(target), { recursive: true });
        fs.writeFileSync(`${target}-${process.pid}`, data);
        fs.renameSync(`${target}-${process.pid}`, target);
        break;
      } catch {}
    }
  });
  return loaded;
})();
