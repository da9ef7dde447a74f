import type { PSValue } from '../values.ts';
import type { BlockStage } from './block-stage.ts';
import type { Engine } from './engine.ts';
import type { Gen } from './flow.ts';
import { ExitError } from './frame.ts';
import { positionedError } from './parameter-values.ts';
import type { Stage } from './pipeline.ts';

/** `exit` in a script ends that script. */
export class ScriptFileStage implements Stage {
  readonly engine: Engine;
  readonly inner: BlockStage;
  private exited = false;
  constructor(engine: Engine, inner: BlockStage) {
    this.engine = engine;
    this.inner = inner;
  }
  get failed(): boolean {
    return this.inner.failed;
  }
  set failed(v: boolean) {
    this.inner.failed = v;
  }
  private *guard(gen: Gen<void>): Gen<void> {
    if (this.exited) return;
    try {
      yield* gen;
    } catch (e) {
      if (!(e instanceof ExitError)) throw e;
      this.exited = true;
      this.engine.global.local('LASTEXITCODE').value = e.code;
      if (e.code !== 0) this.inner.failed = true;
    }
  }
  *begin(): Gen<void> {
    try {
      this.engine.prepareTypes(this.inner.block, this.inner.frame);
    } catch (e) {
      const { frame, planned } = this.inner.place;
      const at = planned.ast.elements[0] ?? planned.ast;
      throw positionedError(e, frame, at);
    }
    yield* this.guard(this.inner.begin());
  }
  process(value: PSValue): Gen<void> | undefined {
    const gen = this.inner.process(value);
    return gen ? this.guard(gen) : undefined;
  }
  *alone(): Gen<void> {
    yield* this.guard(this.inner.alone());
  }
  *end(): Gen<void> {
    yield* this.guard(this.inner.end());
  }
  *clean(): Gen<void> {
    yield* this.inner.clean();
  }
}
