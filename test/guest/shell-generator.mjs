// Small scripts made from a grammar by a fixed sequence: the same everywhere.

export function generatedCases(count = 100) {
  let seed = 12345;
  const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  const pick = (list) => list[random(list.length)];
  const number = (depth) => {
    if (depth <= 0 || random(3) === 0) return pick(['1', '2', '7', '10', 'x', 'y', '0x1f', '-3']);
    return `(${number(depth - 1)} ${pick(['+', '-', '*', '&', '|', '^', '<', '==', '&&', '||'])} ${number(depth - 1)})`;
  };
  const word = () =>
    pick([
      'a',
      '"b c"',
      "'d e'",
      '$x',
      '"$x"',
      '${y:-z}',
      '"${s%o*}"',
      '${#s}',
      '$(echo q r)',
      '"$(echo t; echo u)"',
      '{1,2}',
      '\\*',
      '"$@"',
      '$s',
    ]);
  const words = () => Array.from({ length: 1 + random(3) }, word).join(' ');
  const simple = () =>
    pick([
      () => `echo ${words()}`,
      () => `printf '<%s>' ${words()}; echo`,
      () => `x=$((${number(2)}))`,
      () => `s="$s${pick(['o', 'x', ' k'])}"`,
      () => 'false',
      () => 'true',
      () => `[ ${pick(['$x', '3'])} -lt ${pick(['5', '$y'])} ]`,
    ])();
  const list = (depth) =>
    Array.from({ length: 1 + random(2) }, () => command(depth)).join(pick([' && ', ' || ', '; ', '; ']));
  const command = (depth) => {
    if (depth <= 0) return simple();
    return pick([
      simple,
      () => `if ${list(depth - 1)}; then ${list(depth - 1)}; else ${list(depth - 1)}; fi`,
      () => `for v in ${words()}; do echo "v=$v"; ${list(depth - 1)}; done`,
      () =>
        `case ${pick(['$x', '$s', 'abc'])} in [0-9]) ${list(depth - 1)};; *o*) ${list(depth - 1)};; *) echo other;; esac`,
      () => `(${list(depth - 1)})`,
      () =>
        `{ ${list(depth - 1)}; } | ${pick(['cat', 'sort', 'tr a-z A-Z', 'wc -l', 'head -n 1', 'sed s/a/A/', 'grep -c .'])}`,
      () => `f() { ${list(depth - 1)}; }; f ${words()}`,
      () => `echo "[$( ${list(depth - 1)})]"`,
      () =>
        `i${depth}=0; while [ $i${depth} -lt ${1 + random(3)} ]; do i${depth}=$((i${depth}+1)); ${list(depth - 1)}; done`,
    ])();
  };
  return Array.from(
    { length: count },
    () => `x=${random(9)}; y=4; s=foo; set -- p "q r"; ${list(2)}; echo "rc=$? x=$x s=$s"`,
  );
}
