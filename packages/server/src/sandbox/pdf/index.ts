// Invoices as PDF, and files to stand for those the world only mentions.
export { fillerPdf } from './filler.js';
export { pdfOperations } from './operations.js';
