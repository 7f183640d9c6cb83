export function ConnectionForm() {
  return (
    <label>
      Connection string
      <input name="uri" placeholder="mongodb://user:password@host:27017/db" pattern="^mongodb(\+srv)?://.*" />
    </label>
  );
}
