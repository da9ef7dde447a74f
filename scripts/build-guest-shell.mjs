// Builds dist/guest-shell.cjs: the library whose parser and text tools the guest's shell uses, as one file without its heavy
// and native parts. Clock and randomness in it are the guest's (`globalThis.__guest`), so that nothing of the machine gets in.
import { join } from 'node:path';
import { build } from 'esbuild';

/** Packages that the guest never reaches: native compressors, interpreters of other languages, the web. */
const absent =
  /^(node-liblzma|@mongodb-js\/zstd|sql\.js|quickjs-emscripten.*|undici|turndown|seek-bzip|pyodide|@jitl\/.*)$/;
/** Commands that are not of a Linux of its kind. */
const heavy = /chunks\/(sqlite3|python3|js-exec|curl|html-to-markdown|xan|yq|jq)-[^/]*\.(c?js)$/;

const shim = `
const real = globalThis;
const R = real.Date;
const now = () => real.__guest?.now() ?? 0;
class GuestDate extends R { constructor(...a) { a.length ? super(...a) : super(now()); } static now() { return now(); } }
const M = Object.create(Math); M.random = () => real.__guest?.random() ?? 0;
export { GuestDate as Date, M as Math };
`;

/** @param {string} root the checkout @param {string} dist where to */
export async function buildGuestShell(root, dist) {
  await build({
    entryPoints: ['just-bash'],
    absWorkingDir: root,
    outfile: join(dist, 'guest-shell.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    conditions: ['require'],
    inject: ['guest-shim'],
    define: { 'import.meta.url': '""' },
    plugins: [
      {
        name: 'guest-shell',
        setup(b) {
          b.onResolve({ filter: /^guest-shim$/ }, () => ({ path: 'guest-shim', namespace: 'shim' }));
          b.onLoad({ filter: /.*/, namespace: 'shim' }, () => ({ contents: shim }));
          b.onResolve({ filter: absent }, () => ({ path: 'absent', namespace: 'absent' }));
          b.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports={}' }));
          b.onLoad({ filter: heavy }, () => ({ contents: 'module.exports={}' }));
        },
      },
    ],
  });
}
