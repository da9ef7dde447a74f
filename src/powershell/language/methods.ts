/** Methods and constructors of classes. */
import type { Attribute, BaseCall, Expression, FunctionMember, TypeConstraint } from './ast.ts';
import { scriptBlock } from './blocks.ts';
import { functionParameters } from './definitions.ts';
import { argumentList } from './members.ts';
import type { Parser, Span } from './parser.ts';
import { COMMAND, SIGNATURE, type Token } from './tokens.ts';

interface Modifiers {
  readonly start: number;
  readonly attributes: Attribute[];
  readonly type: TypeConstraint | null;
  readonly isStatic: boolean;
  readonly isHidden: boolean;
}

/** A method after its name; null where it is broken, which was reported. */
export function method(p: Parser, className: string, name: Token, m: Modifiers): FunctionMember | null {
  const text = p.written(name);
  const head = p.peek().kind === '(' ? functionParameters(p) : { parameters: [], close: null, error: null };
  if (!head.close) p.missing(name, 'MissingMethodParameterList');
  const isConstructor = text.toLowerCase() === className.toLowerCase();
  let { error }: { error: Span | null } = head;
  let baseCall: BaseCall | null = null;
  if (isConstructor && !m.isStatic) {
    const called = base(p);
    baseCall = called.call;
    error = called.error ?? error;
  }
  const open = p.next();
  if (open.kind !== '{') {
    p.unget(open);
    if (!error) {
      error = head.close ?? name;
      p.missing(error, 'MissingFunctionBody');
    }
  }
  if (error) return null;
  const { mode } = p;
  p.mode = COMMAND;
  const body = scriptBlock(p, open);
  p.mode = mode;
  return {
    kind: 'FunctionMember',
    start: m.start,
    end: body.end,
    function: {
      kind: 'FunctionDefinition',
      start: name.start,
      end: body.end,
      name: text,
      nameStart: name.start,
      nameEnd: name.end,
      isFilter: false,
      isWorkflow: false,
      isMethod: true,
      parameters: head.parameters ?? [],
      body,
    },
    returnType: m.type,
    attributes: m.attributes,
    isStatic: m.isStatic,
    isHidden: m.isHidden,
    isConstructor,
    baseCall,
  };
}

/** `: base( … )` before the body of a constructor. */
function base(p: Parser): { readonly call: BaseCall | null; readonly error: Span | null } {
  p.skipNewlines();
  const { mode } = p;
  p.mode = SIGNATURE;
  const result = afterColon(p);
  p.mode = mode;
  return result;
}

function afterColon(p: Parser): { readonly call: BaseCall | null; readonly error: Span | null } {
  const colon = p.peek();
  if (colon.kind !== ':') return { call: null, error: null };
  p.skip();
  p.skipNewlines();
  const word = p.peek();
  if (word.kind !== 'base') {
    p.missing(colon, 'MissingBaseCtorCall');
    return { call: null, error: colon };
  }
  p.skip();
  p.skipNewlines();
  const open = p.peek();
  if (open.kind !== '(') {
    p.missing(word, 'MissingMethodParameterList');
    return { call: null, error: word };
  }
  p.skip();
  const args: { readonly list: Expression[]; readonly last: Span } = argumentList(p, open);
  p.skipNewlines();
  const call: BaseCall = {
    kind: 'BaseCall',
    start: word.start,
    end: args.last.end,
    isThis: false,
    keywordEnd: word.end,
    arguments: args.list,
  };
  return { call, error: null };
}
