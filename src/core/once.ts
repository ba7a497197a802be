/** A function of an object that is computed at the first call for each object, and remembered as long as the object lives. */
export function oncePer<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, found = { value: compute(key) });
    return found.value;
  };
}
