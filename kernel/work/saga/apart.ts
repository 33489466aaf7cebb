/** Thrown by a step whose module is not in the database of the unit that it was to join: the unit is rolled back and the flow runs as a saga. */
export class Apart extends Error {
  constructor(operation: string) {
    super(`${operation} cannot join this unit of work: its module lives elsewhere`)
  }
}
