/** try, trap and data. */
import type { CatchClause, Expression, Statement, StatementBlock, TypeConstraint } from './ast.ts';
import { attribute } from './attributes.ts';
import { span, statementBlock } from './blocks.ts';
import { singleArgument } from './commands.ts';
import { simpleName } from './keys.ts';
import { means } from './loops.ts';
import type { Parser, Span } from './parser.ts';
import { broken } from './statements.ts';
import type { Token } from './tokens.ts';

/** `trap [type] { … }` */
export function trapStatement(p: Parser, keyword: Token): Statement {
  const restore = p.lexer.pos;
  p.skipNewlines();
  const found = attribute(p);
  const type = found?.kind === 'TypeConstraint' ? found : null;
  if (found && !type) p.resync(restore);
  const body = statementBlock(p);
  if (!body) {
    const end = type ?? keyword;
    p.missing(end, 'MissingTrapStatement');
    return broken(span(keyword, end), [type]);
  }
  return { kind: 'TrapStatement', start: keyword.start, end: body.end, type, body };
}

interface Catches {
  readonly clauses: CatchClause[];
  /** Types of a clause that has no body. */
  readonly loose: TypeConstraint[];
  error: Span | null;
}

/** `try { … } catch { … } finally { … }` */
export function tryStatement(p: Parser, keyword: Token): Statement {
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.missing(keyword, 'MissingTryStatementBlock');
    return broken(keyword);
  }
  const catches: Catches = { clauses: [], loose: [], error: null };
  for (let c = catchClause(p, catches); c; c = catchClause(p, catches)) catches.clauses.push(c);
  const place = p.place;
  p.skipNewlines();
  const word = p.peek();
  let last: StatementBlock | null = null;
  let { error } = catches;
  if (word.kind === 'finally') {
    p.skip();
    last = statementBlock(p);
    if (!last) {
      error = word;
      p.missing(word, 'MissingFinallyStatementBlock', 'finally');
    }
  } else p.resync(place);
  const { clauses } = catches;
  if (clauses.length === 0 && !last && !error) {
    error = body;
    p.missing(body, 'MissingCatchOrFinally');
  }
  if (error) return broken(span(keyword, error), [body, ...clauses, ...catches.loose]);
  const end = (last ?? clauses[clauses.length - 1]!).end;
  return { kind: 'TryStatement', start: keyword.start, end, body, catches: clauses, finally: last };
}

function catchClause(p: Parser, catches: Catches): CatchClause | null {
  const place = p.place;
  p.skipNewlines();
  const keyword = p.next();
  if (keyword.kind !== 'catch') {
    p.resync(place);
    return null;
  }
  const types: TypeConstraint[] = [];
  let comma: Token | null = null;
  for (;;) {
    const restore = p.lexer.pos;
    p.skipNewlines();
    const type = attribute(p);
    if (!type) {
      if (comma) {
        catches.error = comma;
        p.missing(comma, 'MissingTypeLiteralToken');
      }
      break;
    }
    if (type.kind !== 'TypeConstraint') {
      p.resync(restore);
      break;
    }
    types.push(type);
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== ',') break;
    p.skip();
  }
  const body = statementBlock(p);
  if (body) return { kind: 'CatchClause', start: keyword.start, end: body.end, types, body };
  if (comma === null || catches.error !== comma) {
    catches.error = types[types.length - 1] ?? keyword;
    p.missing(catches.error, 'MissingCatchHandlerBlock');
  }
  catches.loose.push(...types);
  return null;
}

/** `data name -SupportedCommand … { … }` */
export function dataStatement(p: Parser, keyword: Token): Statement {
  let error: Span | null = null;
  p.skipNewlines();
  const name = simpleName(p);
  p.skipNewlines();
  const flag = p.peek();
  const commands: Expression[] = [];
  if (flag.kind === 'Parameter') {
    p.skip();
    if (!means(flag, 'supportedcommand')) {
      error = flag;
      p.error(flag, 'InvalidParameterForDataSectionStatement', flag.text);
    }
    let comma: Token | null = null;
    for (;;) {
      p.skipNewlines();
      const command = singleArgument(p, 'name');
      if (!command) {
        if (!error) p.missing(comma ?? flag, 'MissingValueForSupportedCommandInDataSectionStatement');
        error = comma ?? flag;
        break;
      }
      commands.push(command);
      comma = p.peek();
      if (comma.kind !== ',') break;
      p.skip();
    }
  }
  let body: StatementBlock | null = null;
  if (!error) {
    body = statementBlock(p);
    if (!body) {
      error = commands[commands.length - 1] ?? name ?? keyword;
      p.missing(error, 'MissingStatementBlockForDataSection');
    }
  }
  if (error || !body) return broken(span(keyword, error ?? keyword), commands);
  return { kind: 'DataStatement', start: keyword.start, end: body.end, variable: name?.value ?? null, commands, body };
}
