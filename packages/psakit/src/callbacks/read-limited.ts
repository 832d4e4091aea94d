/** The bytes of a body, or undefined where there are more than `limit`; the rest is then not read. */
export async function readLimited(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const step = await reader?.read();
    if (step === undefined || step.done) break;
    length += step.value.length;
    if (length > limit) {
      // Not awaited: a body that cannot be stopped must not stop us.
      void reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(step.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
