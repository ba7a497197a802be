const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const MOST_GROUPS = 8;

/** 4 or 6 for an IP address, else 0. */
export function isIP(text: string): 0 | 4 | 6 {
  if (V4.test(text)) return 4;
  return isV6(text.replace(/%[0-9a-zA-Z-.:]+$/, '')) ? 6 : 0;
}

function isV6(text: string): boolean {
  const tail = /:([\d.]+)$/.exec(text)?.[1];
  const mapped = tail?.includes('.') ?? false;
  if (mapped && !V4.test(tail!)) return false;
  const plain = mapped ? `${text.slice(0, -tail!.length)}0:0` : text;
  const halves = plain.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const enough = halves.length === 2 ? groups.length < MOST_GROUPS : groups.length === MOST_GROUPS;
  return enough && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}
