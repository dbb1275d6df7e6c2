/** Runs in the worker thread of documents.ts. */
import { workerData } from 'node:worker_threads';
import type { Content } from '../content/content.ts';
import { type LiveDocument, livePdf as makeLive } from './live/live-pdf.ts';
import { reportPdf as makeReport, type ReportDocument } from './report/report-pdf.ts';
import { summaryPdf as makeSummary } from './report/summary-pdf.ts';
import { teamPdf as makeTeam, type TeamDocument } from './team/team-pdf.ts';

const content = workerData as Content;

export const reportPdf = (input: ReportDocument) => makeReport(input, content);
export const summaryPdf = (input: ReportDocument) => makeSummary(input, content);
export const teamPdf = (input: TeamDocument) => makeTeam(input, content);
export const livePdf = (input: LiveDocument) => makeLive(input, content);
