// What a process has cost so far, read from /proc, so that the process itself takes no part in the measurement.

import { readdirSync, readFileSync } from 'node:fs'

/**
 * Processor time of all threads so far, in microseconds. From the scheduler's nanosecond counters where
 * the kernel keeps them, because the counters of /proc/<pid>/stat advance in steps of 10 ms, as much as a
 * whole slice costs on some rows.
 */
export function processorTime (pid: number): number {
  try {
    return schedulerTime(pid)
  } catch {
    return tickTime(pid)
  }
}

/**
 * The counters of each thread by its id, as last read: a thread that has ended takes its own along, and
 * the process's time would fall.
 */
const lastRead = new Map<number, Map<string, number>>()

function schedulerTime (pid: number): number {
  const threads = lastRead.get(pid) ?? new Map<string, number>()
  lastRead.set(pid, threads)
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [running = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')
    threads.set(thread, Number(running))
  }
  return [...threads.values()].reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1000
}

function tickTime (pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The second field is the program's name in parentheses and may hold spaces: count from behind
  // it. Ticks are 1/100 s on Linux.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** Resident memory in bytes, from /proc/<pid>/status. */
export function residentMemory (pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
  return Number(kibibytes) * 1024
}
