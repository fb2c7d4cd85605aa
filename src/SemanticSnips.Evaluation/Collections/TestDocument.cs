namespace SemanticSnips.Evaluation;

/// <summary>One line of <c>corpus.jsonl</c>.</summary>
/// <param name="Id">Unique in the collection.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Text">May be empty.</param>
/// <param name="Group"><c>metadata.group</c>, or null. In the within-group form a query ranks only its own group.</param>
public sealed record TestDocument(string Id, string Title, string Text, string? Group);

/// <summary>One line of <c>queries.jsonl</c>.</summary>
/// <param name="Id">Unique in the collection.</param>
/// <param name="Text">Never blank.</param>
/// <param name="Group"><c>metadata.group</c>, or null.</param>
public sealed record TestQuery(string Id, string Text, string? Group);

/// <summary>One line of <c>evidence.jsonl</c>: a sentence that people marked as answering a query.</summary>
/// <param name="Query">The query's id.</param>
/// <param name="Document">The id of the document that holds the sentence.</param>
/// <param name="Grade">How much of the answer it is; greater is more.</param>
/// <param name="Sentence">Verbatim from the document's text.</param>
public sealed record EvidenceSentence(string Query, string Document, int Grade, string Sentence);
