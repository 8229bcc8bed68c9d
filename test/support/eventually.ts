/** Asks again until what is asked about holds: a window does everything in its own time. The last answer is thrown. */
export async function eventually(check: () => void | Promise<void>, limitMs = 100_000): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
}
