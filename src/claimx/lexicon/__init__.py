"""What claimx knows before it reads: cues of speech, actors, titles and offices, and codebooks. Data with typed loaders."""
