/** Variables: `$name`, `${name}`, `$scope:name`, `@name`. */

import type { Expression } from './ast.ts';
import { isDoubleQuote, isIdentifierFollow, isVariableStart, startsNewToken } from './characters.ts';
import type { Lexer } from './lexer.ts';
import { undoEscape } from './lexer-strings.ts';
import { scanGeneric } from './lexer-words.ts';
import { COMMAND, type Token } from './tokens.ts';

/** A variable after `$` or `@`; a word where none follows. */
export function scanVariable(lexer: Lexer, start: number, splatted: boolean): Token {
  return variable(lexer, start, splatted, false) ?? scanGeneric(lexer, start, start + 1);
}

/** A variable within expandable text; null where none stands. */
export function variableInString(lexer: Lexer, start: number): Token | null {
  const c = lexer.char(start + 1);
  return isVariableStart(c) || c === 123 ? variable(lexer, start, false, true) : null;
}

function variable(lexer: Lexer, start: number, splatted: boolean, inString: boolean): Token | null {
  const kind = splatted ? 'Splatted' : 'Variable';
  const first = lexer.char(start + 1);
  const command = lexer.mode === COMMAND && !inString;
  if (first === 123 && !splatted) return braced(lexer, start, command, inString);
  if (!isVariableStart(first)) return null;
  if (first === 36 || first === 63 || first === 94) {
    if (command && !startsNewToken(lexer.char(start + 2))) return scanGeneric(lexer, start, start);
    return lexer.named(kind, start, start + 2, lexer.text[start + 1]!);
  }
  let at = start + 2;
  for (;;) {
    const c = lexer.char(at);
    if (isIdentifierFollow(c) || c === 63) at++;
    else if (c === 58) {
      if (lexer.char(at + 1) === 58) break;
      at++;
    } else {
      if (command && !startsNewToken(c) && c !== 46 && c !== 91 && c !== 61) return scanGeneric(lexer, start, start);
      break;
    }
  }
  const name = lexer.text.slice(start + 1, at);
  // A drive or scope must be followed by a name.
  if (name.endsWith(':') && name.indexOf(':') === name.length - 1)
    lexer.errors.report(
      start,
      at,
      false,
      /^(?:global|local|script|private)?:$/i.test(name)
        ? 'InvalidVariableReference'
        : 'InvalidVariableReferenceWithDrive',
    );
  return lexer.named(kind, start, at, name);
}

function braced(lexer: Lexer, start: number, command: boolean, inString: boolean): Token {
  let at = start + 2;
  let name = '';
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      lexer.incomplete(start + 1, lexer.end, 'IncompleteDollarVariableReference');
      return lexer.named('Variable', start, at, name === '' ? ':Error:' : name);
    }
    if (c === 125) break;
    if (c === 96 && at + 1 < lexer.end) {
      const e = undoEscape(lexer, at + 1);
      name += e.text;
      at = e.end;
      continue;
    }
    if (inString && isDoubleQuote(c) && isDoubleQuote(lexer.char(at + 1))) at++;
    if (c === 123) lexer.errors.report(at + 1, at + 2, false, 'OpenBraceNeedsToBeBackTickedInVariableName');
    name += lexer.text[at];
    at++;
  }
  at++;
  if (name === '') {
    lexer.errors.report(at - 1, at, false, 'EmptyVariableReference');
    name = ':Error:';
  }
  if (command) {
    const c = lexer.char(at);
    if (!startsNewToken(c) && c !== 46 && c !== 91) return scanGeneric(lexer, start, start);
  }
  if (name.endsWith(':') && name.indexOf(':') === name.length - 1)
    lexer.errors.report(start, at, false, 'InvalidBracedVariableReference');
  return lexer.named('Variable', start, at, name);
}

/** The tree of a variable token. */
export function variableNode(token: Token): Expression {
  const name = token.text;
  const using = name.length > 6 && name.slice(0, 6).toLowerCase() === 'using:';
  const { start, end } = token;
  const node: Expression = {
    kind: 'VariableExpression',
    start,
    end,
    name: using ? name.slice(6) : name,
    splatted: token.kind === 'Splatted',
  };
  return using ? { kind: 'UsingExpression', start, end, child: node } : node;
}
