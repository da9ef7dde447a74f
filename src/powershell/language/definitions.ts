/** Functions. */
import type { Parameter, Statement } from './ast.ts';
import { scriptBlock, span } from './blocks.ts';
import { parameterList } from './parameters.ts';
import type { Parser, Span } from './parser.ts';
import { broken } from './statements.ts';
import type { Token } from './tokens.ts';

/** What cannot be the name of a function. */
const NO_NAME = new Set('| ( { @( @{ } ) End ; Redirect < && || & Variable Splatted String'.split(' '));

/** `function name (…) { … }`, also filter and workflow. */
export function functionDefinition(p: Parser, keyword: Token): Statement {
  p.skipNewlines();
  const name = p.next();
  if (NO_NAME.has(name.kind)) {
    p.unget(name);
    p.missing(keyword, 'MissingNameAfterKeyword', p.written(keyword));
    return broken(keyword);
  }
  const head = functionParameters(p);
  const open = p.next();
  let { error } = head;
  if (open.kind !== '{') {
    p.unget(open);
    if (!error) {
      error = head.close ?? name;
      p.missing(error, 'MissingFunctionBody');
    }
  }
  if (error) return broken(span(keyword, error), head.parameters ?? []);
  const body = scriptBlock(p, open);
  if (keyword.kind === 'filter') body.isFilter = true;
  return {
    kind: 'FunctionDefinition',
    start: keyword.start,
    end: body.end,
    name: name.kind === 'Generic' && !name.parts ? name.text : p.written(name),
    nameStart: name.start,
    nameEnd: name.end,
    isFilter: keyword.kind === 'filter',
    isWorkflow: keyword.kind === 'workflow',
    parameters: head.parameters,
    body,
  };
}

/** Parameters in parentheses after a name. */
export interface Head {
  readonly parameters: Parameter[] | null;
  readonly close: Token | null;
  readonly error: Span | null;
}

export function functionParameters(p: Parser): Head {
  p.skipNewlines();
  const open = p.peek();
  if (open.kind !== '(') return { parameters: null, close: null, error: null };
  p.skip();
  const parameters = parameterList(p);
  p.skipNewlines();
  const close = p.next();
  let error: Span | null = null;
  if (close.kind !== ')') {
    p.unget(close);
    error = parameters[parameters.length - 1] ?? open;
    p.missing(error, 'MissingEndParenthesisInFunctionParameterList');
  }
  p.skipNewlines();
  return { parameters, close: error ? close : close, error };
}
