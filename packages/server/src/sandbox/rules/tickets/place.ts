/** Service and project tickets: other schemas and places, one sequence of ids (PROTOCOL 8.2). */
export const TICKETS = ['service/tickets', 'project/tickets'] as const;
