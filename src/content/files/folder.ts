/** A content folder on disk. A file that cannot be read adds a fault, and loading goes on to find the others. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Document, parseDocument, parseYaml } from './document.ts';
import type { Fault } from './faults.ts';

export class ContentFolder {
  readonly #path: string;
  readonly faults: Fault[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /** @param file relative to the folder */
  fault(file: string, field: string, message: string): void {
    this.faults.push({ file, field, message });
  }

  has(file: string): boolean {
    return existsSync(join(this.#path, file));
  }

  /** Parses a YAML file with a schema. Returns undefined and adds a fault when it is invalid, or missing and required. */
  yaml<T extends z.ZodType>(file: string, schema: T, need: 'required' | 'optional'): z.output<T> | undefined {
    const source = this.#read(file, need);
    if (source === undefined) return undefined;
    try {
      return this.checked(schema, parseYaml(source), file);
    } catch (error) {
      this.fault(file, '', (error as Error).message);
      return undefined;
    }
  }

  /**
   * Parses a required YAML file. Returns the whole value if it has no fault, and the fields that are valid by themselves,
   * so that a fault in one field does not prevent checks that need another.
   */
  yamlFields<T extends z.ZodObject>(
    file: string,
    schema: T,
  ): { whole: z.output<T> | undefined; right: Partial<z.output<T>> } {
    const value = this.yaml(file, z.unknown(), 'required');
    if (value === undefined) return { whole: undefined, right: {} };
    const whole = this.checked(schema, value, file);
    if (whole) return { whole, right: whole };
    const given = z.record(z.string(), z.unknown()).catch({}).parse(value);
    const right = Object.entries(schema.shape).flatMap(([name, field]) => {
      const result = z.safeParse(field, given[name]);
      return result.success ? [[name, result.data]] : [];
    });
    return { whole: undefined, right: Object.fromEntries(right) };
  }

  document(file: string): Document | undefined {
    const source = this.#read(file, 'required');
    if (source === undefined) return undefined;
    try {
      return parseDocument(file, source);
    } catch (error) {
      this.fault(file, '', (error as Error).message);
      return undefined;
    }
  }

  /** Parses a value with a schema. Adds each fault with its field and value. */
  checked<T extends z.ZodType>(schema: T, value: unknown, file: string): z.output<T> | undefined {
    const result = schema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      // What is wrong with the name of a field is in issues of its own.
      const [own = issue] = issue.code === 'invalid_key' ? issue.issues : [];
      const got = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input).slice(0, 80);
      this.fault(file, issue.path.join('.'), `${own.message}; got: ${got}`);
    }
    return undefined;
  }

  folders(folder: string): string[] {
    return this.#list(folder).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  }

  files(folder: string): string[] {
    return this.#list(folder).flatMap((entry) => (entry.isFile() ? entry.name : []));
  }

  markdownFiles(folder: string): string[] {
    return this.files(folder).filter((name) => name.endsWith('.md'));
  }

  #list(folder: string) {
    const path = join(this.#path, folder);
    if (existsSync(path)) return readdirSync(path, { withFileTypes: true });
    this.fault(folder, '', 'expected this folder; it does not exist');
    return [];
  }

  #read(file: string, need: 'required' | 'optional'): string | undefined {
    const path = join(this.#path, file);
    if (existsSync(path)) return readFileSync(path, 'utf8');
    if (need === 'required') this.fault(file, '', 'expected this file; it does not exist');
    return undefined;
  }
}
