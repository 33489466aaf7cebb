/** Whether the database refused a row because another has the same in this constraint. */
export function isTaken(error: unknown, constraint: string): boolean {
  return error instanceof Error && 'constraint_name' in error && error.constraint_name === constraint
}
