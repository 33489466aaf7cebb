/** Whether a statement failed because another row holds what the named unique constraint keeps apart. */
export function isTaken(error: unknown, constraint: string): boolean {
  return error instanceof Error && 'constraint_name' in error && error.constraint_name === constraint
}
