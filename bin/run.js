#!/usr/bin/env node
// Plain old syntax: this file must parse on any Node, and say so when Node is too old.
// Floor ^22.22.3 || >=24.15: the first of each line whose SQLite (3.51.3) has the mended write-ahead log.
'use strict';
var v = process.versions.node.split('.').map(Number);
var s = (process.versions.sqlite || '0.0.0').split('.').map(Number);
var line = v[0] > 24 || (v[0] === 24 && v[1] >= 15) || (v[0] === 22 && (v[1] > 22 || (v[1] === 22 && v[2] >= 3)));
var mended = s[0] > 3 || (s[0] === 3 && (s[1] > 51 || (s[1] === 51 && s[2] >= 3)));
var fs = require('fs');
var path = require('path');

if (line && mended) {
  var built = path.join(__dirname, '..', 'dist', 'main.cjs');
  // A library that starts commands by itself goes through here again: it must find its own way.
  delete process.env.HYPERV_REEXEC;
  try {
    require(built).start(process.argv.slice(2));
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || fs.existsSync(built)) throw error;
    console.error("hyperv is not built here: run 'npm run build' in " + path.join(__dirname, '..') + ' first.');
    process.exitCode = 1;
  }
} else {
  var name = process.platform === 'win32' ? 'node.exe' : 'node';
  var own = path.join(__dirname, '..', 'node_modules', 'node', 'bin', name);
  if (!process.env.HYPERV_REEXEC && fs.existsSync(own)) {
    // A checkout brings its own Node as a development dependency.
    process.env.HYPERV_REEXEC = '1';
    process.on('SIGINT', function () {}); // Ctrl-C reaches the child; wait for it
    var child = require('child_process').spawnSync(own, process.argv.slice(1), { stdio: 'inherit' });
    if (child.signal) process.kill(process.pid, child.signal);
    else process.exitCode = child.status === null ? 1 : child.status;
  } else {
    console.error(
      'hyperv needs Node.js 22.22.3 or newer of that line, or 24.15 or newer; this is ' +
        process.version +
        ' (' +
        process.execPath +
        ').',
    );
    process.exitCode = 1;
  }
}
