/** An error that PostgreSQL answered, rather than one about not reaching it: the transaction it came in has done nothing. */
export const isAnswer = (error: unknown): boolean => error instanceof Error && error.name === "PostgresError";
