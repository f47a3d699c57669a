/** The fewest milliseconds of the processor that the work took this thread in a few goes: what else the machine does is not in it. */
export function effort(work: () => unknown, goes = 3): number {
  const times = Array.from({ length: goes }, () => {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
