/** using statements. */
import type { ErrorStatement, Hashtable, StringConstant, UsingStatement } from './ast.ts';
import { span } from './blocks.ts';
import { commandArgument } from './commands.ts';
import type { Parser } from './parser.ts';
import { broken } from './statements.ts';
import type { Token } from './tokens.ts';

const KINDS = ['namespace', 'module', 'assembly', 'type', 'command'];

/** The using statements at the top of a script. */
export function usingStatements(p: Parser, into: UsingStatement[]): void {
  for (let t = p.peek(); ; t = p.peek()) {
    if (t.kind !== 'using') {
      p.resync(t.start);
      return;
    }
    p.skip();
    const using = usingStatement(p, t);
    p.skipTerminators();
    if (using.kind === 'UsingStatement') into.push(using);
  }
}

/** After the word: `namespace X`, `module X`, `module @{…}`, `assembly X`. */
export function usingStatement(p: Parser, keyword: Token): UsingStatement | ErrorStatement {
  const directive = p.next();
  if (!KINDS.includes(directive.kind)) {
    p.unget(directive);
    p.missing(keyword, 'MissingUsingStatementDirective');
    return broken(keyword);
  }
  const what = directive.kind as UsingStatement['what'];
  const item = p.next();
  if (item.kind === 'End' || item.kind === 'NewLine' || item.kind === ',' || item.kind === ';') {
    if (item.kind === 'End') p.unget(item);
    p.missing(directive, 'MissingUsingItemName');
    return broken(span(keyword, directive));
  }
  const value = commandArgument(p, 'argument', item);
  if (!value) {
    p.error(item, 'InvalidValueForUsingItemName', p.written(item));
    p.sync(true, ';', 'NewLine');
    return broken(span(keyword, item));
  }
  const isName = value.kind === 'StringConstantExpression';
  if (!isName && !(what === 'module' && value.kind === 'Hashtable')) {
    p.error(value, 'InvalidValueForUsingItemName', p.written(value));
    return broken(span(keyword, value));
  }
  const result: UsingStatement = {
    kind: 'UsingStatement',
    start: keyword.start,
    end: value.end,
    what,
    name: isName ? (value as StringConstant) : null,
    spec: isName ? null : (value as Hashtable),
    alias: null,
  };
  if (isName && what !== 'assembly') {
    const equals = p.peek();
    if (equals.kind === '=') return alias(p, result, equals);
    if (what === 'type' || what === 'command') {
      p.missing(item, 'MissingEqualsInUsingAlias');
      return broken(span(keyword, value), [value]);
    }
  }
  terminator(p);
  return result;
}

function alias(p: Parser, using: UsingStatement, equals: Token): UsingStatement | ErrorStatement {
  p.skip();
  const t = p.next();
  if (t.kind === 'End') {
    p.unget(t);
    p.missing(equals, 'MissingNamespaceAlias');
    return broken(span(using, equals));
  }
  const value = commandArgument(p, 'argument', t);
  if (using.what === 'module' && value?.kind === 'Hashtable') using.spec = value;
  else if (value?.kind === 'StringConstantExpression') using.alias = value;
  else return broken(span(using, value ?? t), [using.name, value]);
  using.end = t.end;
  terminator(p);
  return using;
}

function terminator(p: Parser): void {
  const t = p.peek();
  if (t.kind === 'NewLine' || t.kind === ';') p.skip();
  else if (t.kind !== 'End') p.incomplete(t, 'MissingStatementTerminator');
}
