/** Asking a host for instances. */
import type { World } from '../world.ts';
import { findClass } from './classes.ts';
import { type CimInstance, type CimProperty, WmiError } from './model.ts';
import type { Query } from './wql.ts';

/**
 * The instances that a query finds on a host, as they are now.
 * @throws WmiError, HostError `hostNotFound`
 */
export async function instancesOf(
  world: World,
  computer: string | undefined,
  namespace: string,
  query: Query,
  text: string,
): Promise<CimInstance[]> {
  const hostId = world.hostId(computer);
  const cls = findClass(namespace, query.className);
  // Methods are called at once, without a wait: what makes time pass must be there by then.
  if (cls.methods.length > 0) await world.prepare();
  return world.read(hostId, (host) => {
    const there = cls.properties.filter((p) => (p.since ?? 0) <= host.profile.build);
    const byName = new Map(there.map((p) => [p.name.toLowerCase(), p]));
    const select = query.select?.map((name): CimProperty => {
      const property = byName.get(name.toLowerCase());
      if (!property) throw new WmiError('invalidQuery', text);
      return property;
    });
    return cls
      .instances(host)
      .filter(
        (values) =>
          query.where?.((name) => {
            const property = byName.get(name.toLowerCase());
            return property && (values[property.name] ?? null);
          }) ?? true,
      )
      .map((values) => ({ cls, properties: select ?? there, values, server: host.doc.name, hostId }));
  });
}
