/** Why a file is not taken, or what was asked of a dataset could not be done. */
export type DatasetProblem =
  | "dataset_binary"
  | "dataset_encoding"
  | "dataset_empty"
  | "dataset_unreadable"
  | "dataset_bad_line"
  | "dataset_changed"
  | "dataset_bomb"
  | "dataset_zip"
  | "dataset_gzip"
  | "dataset_gzip_twice"
  | "dataset_gzip_parquet"
  | "dataset_parquet"
  | "dataset_no_files"
  | "dataset_needs_memory"
  | "dataset_not_ready"
  | "dataset_busy"
  | "dataset_stopped"
  | "dataset_failed"
  | "dataset_damaged";

/** What helps with it. */
export type DatasetRemedy =
  | "check_data"
  | "pick_file"
  | "unpack_file"
  | "pick_data_files"
  | "split_parquet"
  | "wait_for_work"
  | "work_again"
  | "import_again";
