/** A conversion that cannot be done: PowerShell's PSInvalidCastException with its text. */
export class CastError extends Error {
  /** What PowerShell calls the error; the engine works it out from source and target where this is absent. */
  id?: string;
  /** Full names of the types that were to be converted from and to. */
  source?: string;
  target?: string;
  /** What .NET said about it. */
  why?: string;

  /** `Cannot convert value "x" to type "T". Error: "why"` */
  static because(shown: string, typeName: string, why: string, id?: string): CastError {
    const error = new CastError(`Cannot convert value "${shown}" to type "${typeName}". Error: "${why}"`);
    error.target = typeName;
    error.why = why;
    if (id) error.id = id;
    return error;
  }

  /** The same error under another name. */
  named(id: string): this {
    this.id = id;
    return this;
  }

  /** `Cannot convert the "x" value of type "S" to type "T".` */
  static noWay(shown: string, sourceName: string, typeName: string): CastError {
    return new NoWay(`Cannot convert the "${shown}" value of type "${sourceName}" to type "${typeName}".`);
  }
}

/** No conversion between the two types exists at all. */
export class NoWay extends CastError {}
