// The beginning of dist/main.cjs: loads our own files without the searching and looking that `require` does, and compiles the
// first chunk and other large ones from V8's code cache where there is one for this Node. Compiling the first chunk anew costs
// more than running most commands. __CORE__ and __LARGE__ are set by the build.
'use strict';
// biome-ignore lint/correctness/noUnusedVariables: what the build puts behind this text uses both
const { first, command, chunk } = (() => {
  const fs = require('node:fs');
  const path = require('node:path');
  const vm = require('node:vm');
  const Module = module.constructor;
  const chunks = path.join(__dirname, 'chunks');
  const core = path.join(chunks, __CORE__);
  /** Names of the chunks whose text lies in a file of its own, wrapped by the build: copies of long texts bring a collection
   *  nearer. Smaller ones compile faster than a cache is read. */
  const large = __LARGE__;
  // V8 refuses a cache made under other flags.
  const plain = process.execArgv.length === 0 && !process.env.NODE_OPTIONS && !process.env.NODE_V8_COVERAGE;
  const home = () => process.env.XDG_CACHE_HOME || path.join(require('node:os').homedir(), '.cache');
  const folders = [() => path.join(__dirname, 'cache'), () => path.join(home(), 'hyperv-lab')];
  const nameOf = (file) => `${path.basename(file)}-${process.version}-${process.arch}.cache`;

  const read = (file) => {
    for (const folder of folders) {
      try {
        return fs.readFileSync(path.join(folder(), nameOf(file)));
      } catch {}
    }
    return undefined;
  };
  /** At the end a cache also holds the functions that ran. */
  const write = (file, data) => {
    for (const folder of folders) {
      try {
        const target = path.join(folder(), nameOf(file));
        fs.mkdirSync(path.dirname(target), { recursive: true });
        fs.writeFileSync(`${target}-${process.pid}`, data);
        fs.renameSync(`${target}-${process.pid}`, target);
        return;
      } catch {}
    }
  };

  /** Runs a file of ours, whose text is a function around it and nothing but ASCII. */
  const run = (file, text, isLarge) => {
    // A name with a hash says what is in the file, as a cache needs.
    const worthIt = isLarge && plain;
    const cachedData = worthIt ? read(file) : undefined;
    const script = new vm.Script(text, {
      filename: file,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (worthIt && (!cachedData || script.cachedDataRejected)) {
      process.once('exit', () => write(file, script.createCachedData()));
    }
    const own = new Module(file, module);
    own.filename = file;
    own.paths = module.paths;
    require.cache[file] = own;
    const folder = path.dirname(file);
    const load = (id) => {
      if (!id.startsWith('.')) return own.require(id);
      const wanted = path.join(folder, id);
      return path.dirname(wanted) === chunks ? ours(wanted) : own.require(id);
    };
    load.resolve = require.resolve;
    script.runInThisContext()(own.exports, load, own, file, folder);
    own.loaded = true;
    return own.exports;
  };
  const runLarge = (file) => run(file, fs.readFileSync(`${file}.txt`, 'utf8'), true);
  const ours = (file) => {
    const known = require.cache[file];
    if (known) return known.exports;
    if (large.includes(path.basename(file))) return runLarge(file);
    const text = fs.readFileSync(file, 'utf8');
    return run(file, `(function(exports,require,module,__filename,__dirname){${text}\n})`, false);
  };

  return {
    first: runLarge(core),
    chunk: runLarge,
    command: (name) => ours(path.join(__dirname, 'commands', `${name}.cjs`)),
  };
})();
