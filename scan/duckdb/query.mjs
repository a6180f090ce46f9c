// Runs the SQL of each argument and prints its rows as one line of JSON.
import { DuckDBInstance } from '@duckdb/node-api'

const database = await DuckDBInstance.create(':memory:')
const connection = await database.connect()
for (const sql of process.argv.slice(2)) {
  const result = await connection.runAndReadAll(sql)
  console.log(JSON.stringify(result.getRowsJson()))
}
