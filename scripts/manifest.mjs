// Writes oclif.manifest.json from the built commands, through oclif's own Plugin. With --check only compares.
// One command a line, so that changes can be read and merged.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';
import { commandFiles } from './command-index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'oclif.manifest.json');
const require = createRequire(import.meta.url);

/** oclif's flags for a parameter table; oclif never parses with them, its tools and help read them. */
function flagsOf({ parameters }) {
  const entries = Object.entries(parameters).map(([name, p]) => [
    name,
    p.type === 'switch'
      ? { name, type: 'boolean', ...(p.aliases && { aliases: p.aliases }), allowNo: false }
      : {
          name,
          type: 'option',
          ...(p.aliases && { aliases: p.aliases }),
          multiple: p.type.endsWith('[]'),
          helpValue: `<${p.type}>`,
        },
  ]);
  return Object.fromEntries(entries);
}

for (const name of commandFiles()) {
  const { default: Class } = require(join(root, 'dist/commands', `${name}.cjs`));
  const { definition } = Class;
  if (!definition) continue;
  Object.defineProperty(Class, 'summary', { value: definition.summary, enumerable: true });
  Object.defineProperty(Class, 'flags', { value: flagsOf(definition), enumerable: true });
  Object.defineProperty(Class, 'definition', { enumerable: false });
}

const plugin = new Plugin({
  root,
  type: 'core',
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
});
await plugin.load();
const { commands, version } = plugin.manifest;
const lines = Object.entries(commands)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, { relativePath, parameters, ...command }]) => `    ${JSON.stringify(id)}: ${JSON.stringify(command)}`);
const text = `{\n  "commands": {\n${lines.join(',\n')}\n  },\n  "version": ${JSON.stringify(version)}\n}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error("oclif.manifest.json is out of date: run 'npm run build'.");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
