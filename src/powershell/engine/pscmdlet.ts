/** $PSCmdlet of an advanced function. */
import type { Binding } from '../binder/binder.ts';
import { NetValue, type PSValue } from '../values.ts';
import type { BlockStage } from './block-stage.ts';
import { enumerable } from './collections.ts';
import { toText, truth } from './convert.ts';
import { amended, ErrorObject, runtimeError, ScriptError } from './errors.ts';
import { type Gen, runNow } from './flow.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import type { Place } from './pipeline.ts';
import { PSObj } from './psobject.ts';

export class PSCmdletObject extends NetValue {
  readonly stage: BlockStage;
  readonly frame: Frame;
  readonly binding: Binding;
  readonly place: Place;
  constructor(stage: BlockStage, frame: Frame, binding: Binding, place: Place) {
    super();
    this.stage = stage;
    this.frame = frame;
    this.binding = binding;
    this.place = place;
  }
  get typeName(): string {
    return 'System.Management.Automation.PSScriptCmdlet';
  }
  get propertyNames(): readonly string[] {
    return ['ParameterSetName', 'MyInvocation', 'SessionState', 'Host'];
  }
  get(name: string): PSValue | undefined {
    switch (name.toLowerCase()) {
      case 'parametersetname':
        return this.binding.parameterSet;
      case 'myinvocation':
        return this.frame.scope.find('myinvocation')?.get() ?? null;
      case 'sessionstate':
        return this.frame.engine.executionContext().get('SessionState');
      case 'host':
        return this.frame.engine.automatic('host')?.get() ?? null;
      case 'commandruntime':
        this.runtime ??= Object.assign(new PSObj(['System.Management.Automation.MshCommandRuntime', 'System.Object']), {
          data: { call: (key: string, args: readonly PSValue[]) => this.callNow(key, args) },
        });
        return this.runtime;
      case 'invokecommand':
        return this.frame.engine.executionContext().get('InvokeCommand');
      case 'stopping':
        return false;
      case 'pagingparameters':
        return null;
      case 'commandorigin':
        return 'Internal';
    }
    return undefined;
  }

  private runtime: PSObj | null = null;
  private callNow(key: string, args: readonly PSValue[]): PSValue | undefined {
    return runNow(this.invoke(key, [...args]));
  }

  /** Methods that scripts call; undefined for others. */
  *invoke(key: string, args: PSValue[]): Gen<PSValue | undefined> {
    const { engine } = this.frame;
    switch (key) {
      case 'shouldprocess':
        return this.shouldProcess(args);
      case 'shouldcontinue':
        throw new ScriptError(
          new ErrorObject({
            id: 'PSInvalidOperationException',
            category: 'NotSpecified',
            exceptionType: 'System.Management.Automation.MethodInvocationException',
            message: `Exception calling "ShouldContinue" with "${args.length}" argument(s): "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."`,
          }),
        );
      case 'writeobject': {
        const [v, enumerate] = args as [PSValue, PSValue?];
        const items = enumerate !== undefined && truth(enumerate) ? enumerable(v) : undefined;
        for (const item of items ?? [v]) {
          const more = this.frame.out.write(item);
          if (more) yield* more;
        }
        return VOID;
      }
      case 'writeerror': {
        const error = args[0] as ErrorObject;
        amended(error, {
          activity: this.stage.name,
          className: error.record.className ?? this.stage.name,
          extent: this.place.frame.unit.extent(this.place.planned.ast.start, this.place.planned.ast.end),
        });
        this.stage.failed = true;
        const more = engine.writeError(error, this.frame, this.frame.streams);
        if (more) yield* more;
        return VOID;
      }
      case 'throwterminatingerror': {
        const error = args[0] as ErrorObject;
        amended(error, {
          activity: this.stage.name,
          className: error.record.className ?? this.stage.name,
          extent: this.place.frame.unit.extent(this.place.planned.ast.start, this.place.planned.ast.end),
        });
        const e = new ScriptError(error);
        e.leaving = this.stage;
        throw e;
      }
      case 'writewarning':
        yield* engine.stream('warning', toText(args[0]!), this.frame);
        return VOID;
      case 'writeverbose':
        yield* engine.stream('verbose', toText(args[0]!), this.frame);
        return VOID;
      case 'writedebug':
        yield* engine.stream('debug', toText(args[0]!), this.frame);
        return VOID;
      case 'writeprogress':
      case 'writeinformation':
        return VOID;
      case 'getvariablevalue':
        return this.frame.scope.find(toText(args[0]!).toLowerCase())?.get() ?? args[1] ?? null;
      case 'getunresolvedproviderpathfrompspath':
        return engine.files.full(toText(args[0]!));
      case 'getresolvedproviderpathfrompspath':
        return [engine.files.full(toText(args[0]!))];
    }
    return undefined;
  }

  private shouldProcess(args: readonly PSValue[]): boolean {
    const { engine, scope } = this.frame;
    const whatIf = scope.find('whatifpreference')?.get();
    const [target, action] = args.map((a) => toText(a));
    const text =
      args.length >= 3
        ? toText(args[0]!)
        : `Performing the operation "${args.length === 2 ? action : this.stage.name}" on target "${target}".`;
    if (whatIf !== undefined && whatIf !== null && truth(whatIf)) {
      engine.host.out(`What if: ${text}\n`);
      return false;
    }
    const impact = this.stage.facts.def.confirmImpact ?? 'Medium';
    const preference = toText(scope.find('confirmpreference')?.get() ?? 'High');
    const level = ['None', 'Low', 'Medium', 'High'];
    const asks = preference !== 'None' && level.indexOf(impact) >= level.indexOf(preference);
    if (asks) {
      throw runtimeError(
        'PSInvalidOperationException',
        `Exception calling "ShouldProcess" with "${args.length}" argument(s): "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."`,
        { category: 'NotSpecified', exceptionType: 'System.Management.Automation.MethodInvocationException' },
      );
    }
    return true;
  }
}
