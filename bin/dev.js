#!/usr/bin/env node
// The command line straight from the TypeScript sources: nothing to build, slower to start.
'use strict';
import('../src/cli/main.ts').then((main) => {
  main.start(process.argv.slice(2));
});
