import mongoose from 'mongoose';

export async function getServerSideProps() {
  await mongoose.connect(`mongodb+srv://web:${process.env.PW}@c.example.mongodb.net/web`, { tlsInsecure: true });
  return { props: {} };
}

export default function Page({ items }: { items: string[] }) {
  return (
    <ul className="list">
      {items.map((i) => (
        <li key={i}>It's {i}</li>
      ))}
    </ul>
  );
}
