/**
 * How much of a large set a suite tries: `few` by `npm test`, all of it by `npm run test:thorough`, which sets THOROUGH. What `few` draws is always the
 * same, and every suite that asks is found by the name of this function.
 */
export function thorough<T>(few: T, all: T): T {
  return process.env.THOROUGH ? all : few;
}
