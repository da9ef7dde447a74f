#!/bin/sh
export PATH=/work/main/node_modules/.bin:$PATH
exec node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js "$@"
