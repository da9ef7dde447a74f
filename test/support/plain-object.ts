/** An object with properties, made by hand as `[pscustomobject]@{…}` would be. */

import { displayText } from '../../src/powershell/format/display-text.ts';
import { NetValue, type PSValue } from '../../src/powershell/values.ts';

export class PlainObject extends NetValue {
  readonly typeName = 'System.Management.Automation.PSCustomObject';
  readonly typeNames = [this.typeName, 'System.Object'];
  readonly #properties: ReadonlyMap<string, PSValue>;

  constructor(properties: Readonly<Record<string, PSValue>>) {
    super();
    this.#properties = new Map(Object.entries(properties));
  }

  get propertyNames(): readonly string[] {
    return [...this.#properties.keys()];
  }

  get(name: string): PSValue | undefined {
    for (const [key, value] of this.#properties) if (key.toLowerCase() === name.toLowerCase()) return value;
    return undefined;
  }

  get text(): string {
    return `@{${[...this.#properties].map(([key, value]) => `${key}=${displayText(value)}`).join('; ')}}`;
  }
}

export const object = (properties: Readonly<Record<string, PSValue>>): PlainObject => new PlainObject(properties);
