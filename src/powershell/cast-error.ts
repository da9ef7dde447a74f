/** A conversion that cannot be done: PowerShell's PSInvalidCastException with its text. */
export class CastError extends Error {
  /** `Cannot convert value "x" to type "T". Error: "why"` */
  static because(shown: string, typeName: string, why: string): CastError {
    return new CastError(`Cannot convert value "${shown}" to type "${typeName}". Error: "${why}"`);
  }

  /** `Cannot convert the "x" value of type "S" to type "T".` */
  static noWay(shown: string, sourceName: string, typeName: string): CastError {
    return new NoWay(`Cannot convert the "${shown}" value of type "${sourceName}" to type "${typeName}".`);
  }
}

/** No conversion between the two types exists at all. */
export class NoWay extends CastError {}
